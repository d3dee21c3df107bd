import { expect, test, type Page } from "@playwright/test";
import { check, commit, grid, show, upload } from "./imports";
import { checkPage, watchForComplaints } from "./page-check";
import { signUp, somebody } from "./people";

const HEAD = "First Name,Last Name,Email,Job Title,Company,City\n";
const KNOWN = HEAD + "Robert,Bergstrom,robert@bergstrom.example,Buyer,Bergstrom Timber,Oslo\n";
const FILE =
  HEAD +
  [
    // The short form of the name at another address: perhaps the same person.
    "Bob,Bergstrom,bob@fjordmail.example,Head of Purchasing,Bergstrom Timber,Oslo",
    "Dario,Conti,dario@conti.example,Designer,Conti Ceramica,Faenza",
  ].join("\n") +
  "\n";

test("a row that looks like a contact is shown, and a person decides", async ({ page }) => {
  const complaints = watchForComplaints(page);
  await signUp(page, somebody("Lena Like"));
  await upload(page, "known.csv", KNOWN);
  await check(page);
  await commit(page);
  await upload(page, "people.csv", FILE);
  await check(page);

  await show(page, "Look-alikes");
  await expect(grid(page)).toHaveAttribute("aria-rowcount", "2");
  await grid(page).getByRole("row", { name: /Bob/ }).getByRole("gridcell").first().click();
  const beside = page.getByRole("complementary", { name: "The row at hand" });
  await expect(beside.getByText("looks like")).toBeVisible();
  await expect(beside.getByRole("link", { name: "Robert Bergstrom" })).toBeVisible();
  await checkPage(page, "import-look-alikes");

  await beside.getByRole("button", { name: "Somebody else" }).click();
  await expect(grid(page).getByRole("row", { name: /Bob/ })).toHaveCount(0);
  await show(page, "All");
  await grid(page).getByRole("row", { name: /Bob/ }).getByRole("gridcell").first().click();
  await expect(beside.getByRole("button", { name: "Compare it again" })).toBeVisible();
  await commit(page);
  await expectFound(page, ["Robert Bergstrom", "Bob Bergstrom"]);
  expect(complaints).toEqual([]);
});

async function expectFound(page: Page, names: string[]) {
  await page.goto("/search?q=bergstrom");
  for (const name of names) await expect(page.getByRole("link", { name, exact: true })).toBeVisible();
}
