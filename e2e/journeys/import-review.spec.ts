import { expect, test } from "@playwright/test";
import { cell, check, commit, downloaded, grid, show, upload } from "./imports";
import { checkPage, watchForComplaints } from "./page-check";
import { signUp, somebody } from "./people";

const HEAD = "First Name,Last Name,Email,Job Title,Company,City,Country\n";
const GOOD = [
  "Marta,Lindqvist,marta.lindqvist@nordlys.example,Head of Procurement,Nordlys Shipping,Chicago,United States",
  "Samuel,Okafor,samuel.okafor@kitewing.example,Sales Director,Kitewing Energy,Houston,United States",
  "Leila,Haddad,leila.haddad@cedarline.example,Marketing Manager,Cedarline Travel,Denver,",
  "Connor,Gallagher,connor.gallagher@shannonlabs.example,Laboratory Manager,Shannon Labs,Portland,",
];
const WRONG = [
  "Viktor,Petrenko,viktor.petrenko-at-steppe.example,Coordinator,Steppe Freight,Detroit,United States",
  "Elodie,Marchetti,elodie.marchetti at fontclaire,Purchasing Agent,Fontclaire Paper,Atlanta,United States",
];
const FILE = HEAD + [...GOOD, ...WRONG].join("\n") + "\n";

test("rows are mended by hand and by the many before anything is written", async ({ page }) => {
  const complaints = watchForComplaints(page);
  await signUp(page, somebody("Rita Review"));
  await upload(page, "people.csv", FILE);
  await check(page);
  await expect(grid(page)).toHaveAttribute("aria-rowcount", "7");

  await test.step("a row tells why, and what it becomes", async () => {
    await (await cell(page, /Lindqvist/, "Row")).click();
    const beside = page.getByRole("complementary", { name: "The row at hand" });
    await expect(beside.getByRole("heading", { name: "Row 1" })).toBeVisible();
    await expect(beside.getByText("What it becomes")).toBeVisible();
    await checkPage(page, "import-review-row");
  });
  await test.step("the invalid rows, as a file to mend", async () => {
    await show(page, "Invalid");
    await expect(grid(page)).toHaveAttribute("aria-rowcount", "3");
    await expect(page).toHaveURL(/state=invalid/);
    const file = await downloaded(page, "Download the invalid rows");
    expect(file.name).toBe("people errors.csv");
    expect(file.text).toContain("viktor.petrenko-at-steppe.example");
    expect(file.text).toMatch(/import problem/i);
  });
  await test.step("a cell is edited in its place", async () => {
    const email = await cell(page, /Petrenko/, "Email");
    await email.click();
    await page.keyboard.press("Enter");
    await page.keyboard.type("nobody");
    await page.keyboard.press("Escape");
    await expect(email).toHaveText(/^viktor\.petrenko-at-steppe\.example/);
    await page.keyboard.press("Enter");
    await page.keyboard.type("viktor.petrenko@steppe.example");
    await page.keyboard.press("Enter");
    // It is not invalid any more, so it leaves the list, and the keyboard stays in it.
    await expect(grid(page).getByRole("row", { name: /Petrenko/ })).toHaveCount(0);
    await expect(grid(page)).toBeFocused();
    await show(page, "All");
    const mended = await cell(page, /Petrenko/, "Email");
    await expect(mended).toHaveText(/viktor\.petrenko@steppe\.example.*In the file: viktor\.petrenko-at/);
  });
  await test.step("a row is left out by a key", async () => {
    await (await cell(page, /Marchetti/, "Row")).click();
    await grid(page).press("s");
    await expect(grid(page).getByRole("row", { name: /Marchetti/ })).toContainText("Left out");
  });
  await test.step("a field is set for many rows", async () => {
    await page.getByRole("button", { name: "Set a field" }).click();
    const sheet = page.getByRole("dialog", { name: "Change these rows" });
    await sheet.getByLabel("New value").fill("Canada");
    await sheet.getByLabel("Only where").selectOption("Country");
    await expect(sheet.getByRole("button", { name: "Set Country to Canada for 2 rows" })).toBeVisible();
    await checkPage(page, "import-bulk");
    await sheet.getByRole("button", { name: "Set Country to Canada for 2 rows" }).click();
    await expect(await cell(page, /Haddad/, "Country")).toContainText("Canada", { timeout: 30_000 });
    await expect(await cell(page, /Lindqvist/, "Country")).toHaveText("United States");
  });
  await test.step("words in any cell", async () => {
    await page.getByRole("searchbox", { name: "Find in the rows" }).fill("kitewing");
    await expect(grid(page)).toHaveAttribute("aria-rowcount", "2");
    await page.reload();
    await expect(grid(page).getByRole("row", { name: /Okafor/ })).toBeVisible();
    await expect(grid(page)).toHaveAttribute("aria-rowcount", "2");
    await page.getByRole("searchbox", { name: "Find in the rows" }).fill("");
    await expect(grid(page)).toHaveAttribute("aria-rowcount", "7");
  });
  await commit(page);
  await checkPage(page, "import-committed-rows");
  expect(complaints).toEqual([]);
});

test("the grid is led by the keyboard, however long it is", async ({ page }) => {
  const complaints = watchForComplaints(page);
  await signUp(page, somebody("Karl Keys"));
  const rows = Array.from({ length: 3_000 }, (_, n) => `Ann${n},Smith${n},ann${n}@many.example,Clerk,Many,Paris,France`);
  await upload(page, "many.csv", HEAD + rows.join("\n") + "\n");
  await check(page);
  await expect(grid(page)).toHaveAttribute("aria-rowcount", "3001");
  await grid(page).focus();
  await page.keyboard.press("Control+End");
  const last = grid(page).getByRole("row", { name: /Smith2999/ });
  await expect(last).toHaveAttribute("aria-rowindex", "3001");
  const active = () => grid(page).getAttribute("aria-activedescendant");
  expect(await active()).toMatch(/-2999-\d+$/);
  await page.keyboard.press("PageUp");
  await page.keyboard.press("Home");
  expect(await active()).toMatch(/-29\d\d-0$/);
  await page.keyboard.press("Control+Home");
  await expect(grid(page).getByRole("row", { name: /Smith0\b/ })).toBeVisible();
  // No more rows are in the page than a screen or two.
  expect(await grid(page).getByRole("row").count()).toBeLessThan(80);
  expect(complaints).toEqual([]);
});
