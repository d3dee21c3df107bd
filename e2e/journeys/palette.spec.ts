import { expect, test, type Page } from "@playwright/test";
import { check, commit, upload } from "./imports";
import { checkPage, watchForComplaints } from "./page-check";
import { signUp, somebody } from "./people";

const FILE = `First Name,Last Name,Email,Job Title,Company,City,Country
Ottilie,Brandt,ottilie@brandt.example,Controller,Brandt Papier,Kassel,Germany
Emil,Sorensen,emil@sorensen.example,Buyer,Sorensen Glas,Odense,Denmark
Zita,Halmos,zita@halmos.example,Designer,Halmos Textil,Szeged,Hungary
`;

test("everything is reached by its name", async ({ page }) => {
  const complaints = watchForComplaints(page);
  await signUp(page, somebody("Pia Palette"));
  await upload(page, "people.csv", FILE);
  await test.step("actions of an import", async () => {
    await palette(page);
    await expect(options(page).first()).toHaveText(/Check the rows/);
    await pick(page, "check rows");
    await expect(page.getByRole("grid", { name: "Rows of the file" })).toBeVisible({ timeout: 30_000 });
    await commit(page);
  });
  await test.step("a page, and the focus comes back", async () => {
    await page.getByRole("button", { name: "Commands" }).focus();
    await palette(page);
    await checkPage(page, "palette");
    await page.keyboard.press("Escape");
    await expect(page.getByRole("button", { name: "Commands" })).toBeFocused();
    await pick(page, "members");
    await expect(page.getByRole("heading", { level: 1, name: "Members" })).toBeVisible();
    await page.keyboard.press("?");
    await expect(page.getByRole("dialog", { name: "Keys" }).getByText("Ctrl K")).toBeVisible();
    await checkPage(page, "keys");
    await page.keyboard.press("Escape");
  });
  await test.step("a person, from anywhere", async () => {
    await palette(page);
    await box(page).fill("zita");
    await expect(options(page).last()).toHaveText(/Zita Halmos.*Designer · Halmos Textil/);
    await page.keyboard.press("ArrowUp");
    await expect(options(page).last()).toHaveAttribute("aria-selected", "true");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("dialog", { name: "Zita Halmos" })).toBeVisible();
  });
  await test.step("what lies on top comes first", async () => {
    await pick(page, "close this");
    await expect(page.getByRole("dialog", { name: "Zita Halmos" })).toBeHidden();
  });
  await test.step("actions of the search", async () => {
    await pick(page, "save this");
    const form = page.getByRole("dialog", { name: "Save this search" });
    await form.getByLabel("Name").fill("Everybody");
    await form.getByRole("button", { name: "Save" }).click();
    await expect(form).toBeHidden();
    await pick(page, "search the directory");
    await expect(page).toHaveURL(/scope=directory/);
    await pick(page, "everyb");
    await expect(page).not.toHaveURL(/scope=directory/);
    await expect(page.getByRole("group", { name: "Saved search", exact: true })).toContainText("Everybody");
    await pick(page, "ottilie bra");
    await expect(page.getByRole("searchbox", { name: "Search contacts" })).toHaveValue("ottilie bra");
  });
  expect(complaints).toEqual([]);
});

async function palette(page: Page) {
  await page.keyboard.press("Control+k");
  await expect(box(page)).toBeFocused();
}

async function pick(page: Page, words: string) {
  if (!(await box(page).isVisible())) await palette(page);
  await box(page).fill(words);
  await page.keyboard.press("Enter");
  await expect(box(page)).toBeHidden();
}

function box(page: Page) {
  return page.getByRole("combobox", { name: "Commands" });
}

function options(page: Page) {
  return page.getByRole("listbox", { name: "Commands: options" }).getByRole("option");
}
