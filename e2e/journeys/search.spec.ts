import { readFile } from "node:fs/promises";
import { expect, test, type Page } from "@playwright/test";
import { check, commit, upload } from "./imports";
import { checkPage, watchForComplaints } from "./page-check";
import { signUp, somebody } from "./people";

const HEADER = "First Name,Last Name,Email,Job Title,Company,City,Country\n";
const FIRST = `${HEADER}Greta,Ohlsen,greta@ohlsen.example,Chief Financial Officer,Ohlsen Stahl,Hamburg,Germany
Bruno,Castell,bruno@castell.example,CFO,Castell Weine,Mainz,Germany
Nadia,Ferrand,nadia@ferrand.example,Chief Financial Officer,Ferrand Bois,Lyon,France
Germany,Ulman,germany@ulman.example,Controller,Ulman Foods,Boston,United States
Oskar,Vintner,oskar@vintner.example,Head of Sales,Vintner Glass,Bremen,Germany
Ruth,Abelson,ruth@abelson.example,Buyer,Abelson Tools,Denver,United States
Pavel,Zeman,pavel@zeman.example,Planner,Zeman Papers,Brno,Czechia
Noor,Winters,noor@winters.example,Designer,Winters Textiles,Utrecht,Netherlands
`;
const SECOND = `${HEADER}Helma,Quast,helma@quast.example,Chief Financial Officer,Quast Optik,Jena,Germany\n`;

test("one box understands, is kept, and is worked by keyboard", async ({ page }) => {
  const complaints = watchForComplaints(page);
  await signUp(page, somebody("Imre Kovacs"));
  await bring(page, "first.csv", FIRST);
  await test.step("words that mean something", () => understand(page));
  await test.step("another order", () => sort(page));
  await test.step("keep the search", () => keep(page));
  await test.step("see what is new in it", () => seeNews(page));
  await test.step("work by keyboard", () => workByKeyboard(page));
  await test.step("choose columns and density", () => layOut(page));
  await test.step("find a value in a long facet", () => findValue(page));
  await test.step("ask why somebody is missing", () => askWhy(page));
  await test.step("filter by time", () => filterByTime(page));
  await test.step("select many", () => selectMany(page));
  await test.step("delete the search, and not", () => deleteSearch(page));
  expect(complaints).toEqual([]);
});

async function bring(page: Page, name: string, content: string) {
  await upload(page, name, content);
  await check(page);
  await commit(page);
}

async function understand(page: Page) {
  await page.goto("/search");
  await box(page).fill("cfo germany");
  const words = page.getByRole("list", { name: "Understood words" });
  await expect(words.getByText("Country: Germany")).toBeVisible();
  await expect(found(page, "2 contacts")).toBeVisible();
  await checkPage(page, "search-understood");
  await words.getByRole("button", { name: /germany” as typed, not for Country/ }).click();
  await expect(page).toHaveURL(/verbatim=germany/);
  await expect(found(page, "0 contacts")).toBeVisible();
  await words.getByRole("button", { name: /germany” as typed: understand it again/ }).click();
  await expect(found(page, "2 contacts")).toBeVisible();
  await expect(page).not.toHaveURL(/verbatim/);
  await page.getByRole("button", { name: "How to search" }).click();
  await expect(page.getByRole("heading", { name: "What you can type" })).toBeVisible();
  await checkPage(page, "search-hint");
  await page.keyboard.press("Escape");
}

async function sort(page: Page) {
  await page.getByRole("combobox", { name: "Sort by" }).selectOption("name");
  await expect(page).toHaveURL(/sort=name/);
  await expect(rows(page).first()).toContainText("Bruno Castell");
  await page.getByRole("combobox", { name: "Sort by" }).selectOption("-name");
  await expect(rows(page).first()).toContainText("Greta Ohlsen");
}

async function keep(page: Page) {
  await page.getByRole("button", { name: "Saved" }).click();
  await page.getByRole("button", { name: "Save this search" }).click();
  const form = page.getByRole("dialog", { name: "Save this search" });
  await form.getByRole("button", { name: "Save" }).click();
  await expect(form.getByLabel("Name")).toHaveAttribute("aria-invalid", "true");
  await form.getByLabel("Name").fill("German finance");
  await form.getByLabel("Opens first").check();
  await checkPage(page, "search-save");
  await form.getByRole("button", { name: "Save" }).click();
  await expect(opened(page)).toContainText("German finance");
  await expect(page).toHaveURL(/saved=sav_/);
}

async function seeNews(page: Page) {
  await bring(page, "second.csv", SECOND);
  // It opens first: whoever comes without a search sees it.
  await page.goto("/search");
  await expect(opened(page)).toContainText("1 new");
  await expect(box(page)).toHaveValue("cfo germany");
  await expect(found(page, "3 contacts")).toBeVisible();
  await page.getByRole("button", { name: "Saved" }).click();
  await page.getByRole("button", { name: "Pin German finance", exact: true }).click();
  await expect(page.getByRole("button", { name: "Unpin German finance" })).toBeVisible();
  await checkPage(page, "search-saved");
  await page.keyboard.press("Escape");
  await page.getByRole("combobox", { name: "Sort by" }).selectOption("name");
  await opened(page).getByRole("button", { name: "Update" }).click();
  await expect(opened(page).getByRole("button", { name: "Update" })).toBeHidden();
}

async function workByKeyboard(page: Page) {
  await page.getByRole("grid", { name: "Contacts" }).focus();
  await page.keyboard.press("/");
  await expect(box(page)).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("x");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("x");
  const selection = page.getByRole("group", { name: "Selection" });
  await expect(selection).toContainText("2 selected");
  await expect(rows(page).first()).toHaveAttribute("aria-selected", "true");
  await checkPage(page, "search-selection");
  const third = rows(page).nth(2).getByRole("checkbox");
  await third.check();
  await expect(selection).toContainText("3 selected");
  await third.uncheck();
  await expect(page.getByRole("dialog")).toBeHidden();
  await selection.getByRole("button", { name: "Export" }).click();
  await expect(page.getByLabel("What", { exact: true })).toHaveValue("selection");
  const arriving = page.waitForEvent("download");
  await page.getByRole("button", { name: "Make the file" }).click();
  const text = await readFile(await (await arriving).path(), "utf8");
  expect(text).toContain("Castell");
  expect(text).toContain("Ohlsen");
  expect(text).not.toContain("Quast");
  await page.getByRole("grid", { name: "Contacts" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog", { name: "Greta Ohlsen" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("grid", { name: "Contacts" })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(selection).toBeHidden();
  await page.keyboard.press("?");
  await expect(page.getByRole("heading", { name: "Keys", exact: true })).toBeVisible();
  await page.keyboard.press("Escape");
}

async function layOut(page: Page) {
  await page.getByRole("button", { name: "Columns and density" }).click();
  await page.getByRole("checkbox", { name: "E-mail" }).check();
  await page.getByRole("checkbox", { name: "City and country" }).uncheck();
  await page.getByRole("radio", { name: "Compact" }).check({ force: true });
  await checkPage(page, "search-columns");
  await page.keyboard.press("Escape");
  // The layout belongs to the open search, which is not updated by itself.
  await opened(page).getByRole("button", { name: "Update" }).click();
  await expect(opened(page).getByRole("button", { name: "Update" })).toBeHidden();
  await page.reload();
  await expect(rows(page).first()).toContainText("bruno@castell.example");
  await expect(rows(page).first()).not.toContainText("Mainz");
  expect((await rows(page).first().boundingBox())?.height).toBeLessThan(50);
  await checkPage(page, "search-compact");
  await opened(page).getByRole("button", { name: "Leave German finance" }).click();
  // Whoever leaves it has their own layout again.
  await expect(rows(page).first()).toContainText("Mainz");
}

async function findValue(page: Page) {
  await page.goto("/search?sort=name");
  await expect(found(page, "9 contacts")).toBeVisible();
  const companies = page.getByRole("group", { name: "Company", exact: true });
  await expect(companies.getByRole("checkbox")).toHaveCount(6);
  await companies.getByRole("searchbox", { name: "Find in Company" }).fill("zem");
  await expect(companies.getByRole("checkbox")).toHaveCount(1);
  await companies.getByRole("checkbox").check();
  await expect(found(page, "1 contact")).toBeVisible();
  await checkPage(page, "search-facet");
}

async function askWhy(page: Page) {
  await page.goto("/search?q=vintner+-glass&city=Jena");
  await expect(page.getByRole("heading", { name: "Nothing found" })).toBeVisible();
  await page.getByRole("main").getByRole("button", { name: "Why is somebody missing?" }).last().click();
  const question = page.getByRole("dialog", { name: "Why is somebody missing?" });
  await question.getByRole("combobox", { name: "Who is missing?" }).fill("oskar");
  await expect(question.getByRole("option")).toHaveCount(1);
  await page.keyboard.press("Enter");
  const reasons = question.getByRole("list", { name: "Reasons" });
  await expect(reasons.getByRole("listitem")).toHaveCount(2);
  await checkPage(page, "search-missing");
  await reasons.getByRole("button", { name: "Take off City" }).click();
  await expect(reasons.getByRole("listitem")).toHaveCount(1);
  await reasons.getByRole("button", { name: "Take off “glass”" }).click();
  await expect(question.getByText("The search finds this contact now.")).toBeVisible();
  await question.getByRole("button", { name: "Open the contact" }).click();
  await expect(page.getByRole("dialog", { name: "Oskar Vintner" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page).toHaveURL(/\/search\?q=vintner$/);
}

async function filterByTime(page: Page) {
  await page.goto("/search?sort=name");
  const filters = page.getByRole("complementary", { name: "Filters" });
  await filters.getByText("Created", { exact: true }).click();
  await filters.getByRole("button", { name: "Created: Last 7 days" }).click();
  const chips = page.getByRole("list", { name: "Active filters" });
  await expect(chips.getByText("last 7 days")).toBeVisible();
  // As it is said, so it is kept: it moves with the calendar.
  await expect(page).toHaveURL(/created=last-7-days/);
  await expect(found(page, "9 contacts")).toBeVisible();
  await checkPage(page, "search-dates");
  await filters.getByLabel("Created from").fill("2001-01-01");
  await filters.getByLabel("Created to").fill("2001-12-31");
  await expect(chips.getByText("1 Jan 2001 to 31 Dec 2001")).toBeVisible();
  await expect(found(page, "0 contacts")).toBeVisible();
  await chips.getByRole("button", { name: /^Remove filter Created/ }).click();
  await expect(page).toHaveURL(/\/search\?sort=name$/);
}

async function selectMany(page: Page) {
  const selection = page.getByRole("group", { name: "Selection" });
  const grid = page.getByRole("grid", { name: "Contacts" });
  await rows(page).nth(1).getByRole("checkbox").check();
  await rows(page).nth(4).click({ modifiers: ["Shift"] });
  await expect(selection).toContainText("4 selected");
  await grid.focus();
  await page.keyboard.press("Shift+ArrowUp");
  await expect(selection).toContainText("3 selected");
  const head = page.getByRole("checkbox", { name: "Select the contacts in view" });
  await head.click();
  await expect(selection).toContainText("9 selected");
  await head.click();
  await expect(selection).toBeHidden();
  await rows(page).first().getByRole("checkbox").check();
  await selection.getByRole("button", { name: "Select all 9 results" }).click();
  await expect(selection).toContainText("All 9 selected");
  await checkPage(page, "search-all-selected");
  await selection.getByRole("button", { name: "Export" }).click();
  await expect(page.getByLabel("What", { exact: true }).locator("option:checked")).toHaveText("All 9 selected contacts");
  const sent = page.waitForRequest(/contacts\/export/);
  const arriving = page.waitForEvent("download");
  await page.getByRole("button", { name: "Make the file" }).click();
  // The search itself, not its contacts.
  expect((await sent).postDataJSON()).toMatchObject({ search: "sort=name" });
  expect((await readFile(await (await arriving).path(), "utf8")).trim().split("\n")).toHaveLength(10);
  await box(page).fill("brno");
  await expect(selection).toBeHidden();
  await box(page).fill("");
}

async function deleteSearch(page: Page) {
  await page.getByRole("button", { name: "Saved" }).click();
  await page.getByRole("button", { name: "Delete German finance" }).click();
  await expect(opened(page)).toBeHidden();
  await page.getByRole("button", { name: "Undo" }).click();
  await page.goto("/search");
  await expect(opened(page)).toContainText("German finance");
  await opened(page).getByRole("button", { name: "Leave German finance" }).click();
  await expect(found(page, "9 contacts")).toBeVisible();
  await expect(page).toHaveURL(/\/search$/);
}

function box(page: Page) {
  return page.getByRole("searchbox", { name: "Search contacts" });
}

function found(page: Page, words: string) {
  return page.getByRole("status").filter({ hasText: words });
}

function rows(page: Page) {
  return page.getByRole("grid", { name: "Contacts" }).getByRole("row");
}

function opened(page: Page) {
  return page.getByRole("group", { name: "Saved search", exact: true });
}
