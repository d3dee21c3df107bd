import { expect, test, type Page } from "@playwright/test";
import { checkPage, watchForComplaints } from "./page-check";

const PERSON = "Priya Raghunathan";
const NEW_TITLE = "Principal Cartographer";

test("the first hour: sign up, import, find, edit, delete, sign out", async ({ page }) => {
  const complaints = watchForComplaints(page);
  await test.step("sign up", () => signUp(page));
  await test.step("upload a file and accept its mapping", () => uploadAndMap(page));
  await test.step("review the rows", () => review(page));
  await test.step("commit", () => commit(page));
  await test.step("find a person in spite of a typo", () => findWithTypo(page));
  await test.step("edit the person", () => edit(page));
  await test.step("delete the person", () => remove(page));
  await test.step("change the theme", () => changeTheme(page));
  await test.step("sign out", () => signOut(page));
  expect(complaints).toEqual([]);
});

async function signUp(page: Page) {
  await page.goto("/signup");
  await expect(page.getByRole("button", { name: "Create account" })).toBeVisible();
  await checkPage(page, "sign-up");
  await page.getByLabel("Your name").fill("Robin Example");
  await page.getByLabel("Organization").fill("Example Trading");
  await page.getByLabel("E-mail").fill(`robin-${Date.now()}@example.com`);
  await page.getByLabel("Password", { exact: true }).fill("violet-anchor-sells-42-lanterns");
  await page.getByRole("button", { name: "Create account" }).click();
  await expect(searchBox(page)).toBeVisible();
  await checkPage(page, "search-empty");
}

async function uploadAndMap(page: Page) {
  await goTo(page, "Imports");
  await expect(page.getByLabel("Contact file")).toBeAttached();
  await checkPage(page, "imports");
  await page.getByLabel("Contact file").setInputFiles("data/people.csv");
  const proposed = { "First Name": "first_name", "Job Title": "title", Email: "email" };
  for (const [header, field] of Object.entries(proposed)) {
    await expect(page.getByRole("combobox", { name: `Field for ${header}` })).toHaveValue(field);
  }
  await checkPage(page, "import-mapping");
  await page.getByRole("button", { name: "Check rows" }).click();
}

async function review(page: Page) {
  const filters = page.getByRole("group", { name: "Rows" });
  await expect(page.getByRole("row", { name: /Raghunathan/ })).toBeVisible();
  await checkPage(page, "import-review");
  await filters.getByRole("button", { name: /^Invalid/ }).click();
  await expect(page.getByRole("row", { name: /Petrenko/ })).toBeVisible();
  await expect(page.getByRole("row", { name: /Raghunathan/ })).toHaveCount(0);
  await filters.getByRole("button", { name: /^Duplicate/ }).click();
  await expect(page.getByRole("row", { name: /Lindqvist/ })).toHaveCount(1);
  await filters.getByRole("button", { name: /^All/ }).click();
}

async function commit(page: Page) {
  await page.getByRole("button", { name: "Commit" }).click();
  await expect(page.getByRole("link", { name: "Search these contacts" })).toBeVisible();
  await checkPage(page, "import-committed");
}

async function findWithTypo(page: Page) {
  await goTo(page, "Search");
  // Typed key by key, because results follow every key; the second "h" left out of the name.
  await searchBox(page).pressSequentially("priya raghunatan", { delay: 30 });
  await expect(person(page)).toBeVisible();
  await checkPage(page, "search-results");
}

async function edit(page: Page) {
  await person(page).click();
  const drawer = page.getByRole("dialog", { name: PERSON });
  await expect(drawer.getByText("Data Architect").first()).toBeVisible();
  await checkPage(page, "contact");
  await drawer.getByRole("button", { name: "Edit" }).click();
  const title = page.getByLabel("Job title");
  await expect(title).toHaveValue("Data Architect");
  await checkPage(page, "contact-edit");
  await title.fill(NEW_TITLE);
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText(/^Saved /)).toBeVisible();
  await page.keyboard.press("Escape");
  await goTo(page, "Search");
  await searchBox(page).fill(NEW_TITLE);
  await expect(person(page)).toBeVisible();
}

async function remove(page: Page) {
  const drawer = page.getByRole("dialog", { name: PERSON });
  await person(page).click();
  await drawer.getByRole("button", { name: "Delete" }).click();
  // Nothing asks first, because there is a way back.
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(person(page)).toBeVisible();
  await person(page).click();
  await drawer.getByRole("button", { name: "Delete" }).click();
  await expect(drawer).toBeHidden();
  await expect(person(page)).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Undo" })).toBeHidden({ timeout: 15_000 });
  await page.reload();
  await expect(searchBox(page)).toHaveValue(NEW_TITLE);
  await expect(person(page)).toHaveCount(0);
}

async function changeTheme(page: Page) {
  const background = () =>
    page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await page.emulateMedia({ colorScheme: "light" });
  const light = await background();
  await page.getByRole("button", { name: "Dark theme" }).click();
  await expect.poll(background).not.toBe(light);
}

async function signOut(page: Page) {
  await page.getByRole("button", { name: "Account", exact: true }).click();
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByRole("button", { name: "Sign in" })).toBeVisible();
  await checkPage(page, "sign-in");
}

async function goTo(page: Page, name: string) {
  const main = page.getByRole("navigation", { name: "Main" });
  await main.getByRole("link", { name, exact: true }).click();
}

function searchBox(page: Page) {
  return page.getByRole("searchbox", { name: "Search contacts" });
}

function person(page: Page) {
  return page.getByRole("link", { name: PERSON });
}
