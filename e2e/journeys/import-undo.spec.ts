import { expect, test, type Page } from "@playwright/test";
import { check, commit, upload } from "./imports";
import { checkPage, watchForComplaints } from "./page-check";
import { signUp, somebody } from "./people";

const HEAD = "First Name,Last Name,Email,Job Title,Company\n";
const BEFORE = HEAD + "Ingrid,Vandermeer,ingrid@polderworks.example,Clerk,Polderworks\n";
const FILE =
  HEAD +
  [
    "Ingrid,Vandermeer,ingrid@polderworks.example,Plant Manager,Polderworks",
    "Haruto,Ishikawa,haruto@mizuoptics.example,Lead Engineer,Mizu Optics",
    "Priya,Raghunathan,priya@monsoondata.example,Data Architect,Monsoon Data",
  ].join("\n") +
  "\n";

test("an import is undone, what was edited since stays, and it is restored", async ({ page }) => {
  const complaints = watchForComplaints(page);
  await signUp(page, somebody("Ulla Undo"));
  await upload(page, "before.csv", BEFORE);
  await check(page);
  await commit(page);

  await test.step("an update is shown as a difference before it is written", async () => {
    await upload(page, "people.csv", FILE);
    await page.getByRole("radio", { name: /^Overwrite/ }).check();
    await check(page);
    await page.getByRole("row", { name: /Vandermeer/ }).getByRole("gridcell").first().click();
    const beside = page.getByRole("complementary", { name: "The row at hand" });
    await expect(beside.getByText("What it changes")).toBeVisible();
    await expect(beside.getByText("Clerk")).toBeVisible();
    await checkPage(page, "import-difference");
    await commit(page);
  });
  const address = page.url();
  await test.step("somebody edits a contact of the import", async () => {
    await open(page, "Priya Raghunathan");
    await page.getByRole("dialog").getByRole("button", { name: "Edit" }).click();
    await page.getByLabel("Job title").fill("Head of Data");
    await page.getByRole("button", { name: "Save" }).click();
    await expect(page.getByText(/^Saved /)).toBeVisible();
  });
  await test.step("the undo tells first, then takes back", async () => {
    await page.goto(address);
    await page.getByRole("button", { name: "Undo this import" }).click();
    const dialog = page.getByRole("dialog", { name: "Undo this import?" });
    await expect(dialog.getByText("created contacts go")).toBeVisible();
    await checkPage(page, "import-undo");
    await dialog.getByRole("button", { name: "Undo", exact: true }).click();
    await expect(page.getByRole("heading", { name: "This import is undone" })).toBeVisible({ timeout: 30_000 });
    const kept = page.getByRole("grid", { name: "Rows that were kept" });
    await expect(kept.getByRole("row", { name: /Raghunathan/ })).toBeVisible();
    await expect(kept).toHaveAttribute("aria-rowcount", "2");
    await checkPage(page, "import-undone");
  });
  await test.step("the contact that was updated has its earlier value, and its history", async () => {
    await open(page, "Ingrid Vandermeer");
    const drawer = page.getByRole("dialog", { name: "Ingrid Vandermeer" });
    await expect(drawer.getByText("Clerk").first()).toBeVisible();
    await drawer.getByRole("button", { name: "History" }).click();
    const past = page.getByRole("list", { name: "History, newest first" });
    await expect(past.getByText("The import of people.csv was taken back")).toBeVisible();
    await expect(past.getByText("Changed by the import of people.csv")).toBeVisible();
    await page.getByRole("button", { name: "Where Job title comes from" }).focus();
    await expect(page.getByRole("tooltip").filter({ hasText: "people.csv" }).first()).toBeVisible();
    await checkPage(page, "contact-history");
  });
  await test.step("one more undo restores it", async () => {
    await page.goto(address);
    await page.getByRole("button", { name: "Restore this import" }).click();
    const dialog = page.getByRole("dialog", { name: "Restore this import?" });
    await expect(dialog.getByText("contacts come back")).toBeVisible();
    await dialog.getByRole("button", { name: "Restore", exact: true }).click();
    await expect(page.getByRole("heading", { name: "Your contacts are here" })).toBeVisible({ timeout: 30_000 });
    await open(page, "Haruto Ishikawa");
    await expect(page.getByRole("dialog", { name: "Haruto Ishikawa" }).getByText("Lead Engineer").first()).toBeVisible();
  });
  expect(complaints).toEqual([]);
});

async function open(page: Page, name: string) {
  await page.goto("/search");
  await page.getByRole("searchbox", { name: "Search contacts" }).fill(name);
  await page.getByRole("link", { name }).click();
  await expect(page.getByRole("dialog", { name })).toBeVisible();
}
