import { expect, test, type Page } from "@playwright/test";
import { check, commit, upload } from "./imports";
import { checkPage, watchForComplaints } from "./page-check";
import { signUp, somebody } from "./people";

const PEOPLE = `First Name,Last Name,Email,Job Title,Company,City,Country
Greta,Ohlsen,greta@ohlsen.example,Head of Sales,Ohlsen Stahl,Hamburg,Germany
Bruno,Castell,bruno@castell.example,Buyer,Castell Weine,Mainz,Germany
Nadia,Ferrand,nadia@ferrand.example,Head of Sales,Ferrand Bois,Lyon,France
Oskar,Vintner,oskar@vintner.example,Head of Sales,Vintner Glass,Bremen,Germany
`;

test("lists are filled, kept alive, renamed and thrown away", async ({ page }) => {
  const complaints = watchForComplaints(page);
  await signUp(page, somebody("Rosa Lindt"));
  await test.step("there is none yet", () => seeNone(page));
  await upload(page, "people.csv", PEOPLE);
  await check(page);
  await commit(page);
  await test.step("put people into a new one, by keyboard", () => fill(page));
  await test.step("keep a search as a live one", () => keepAlive(page));
  await test.step("give a live one another search, and undo that", () => replace(page));
  await test.step("filter by it and take somebody out", () => takeOut(page));
  await test.step("rename, delete and undo", () => change(page));
  await test.step("open one by its name", () => open(page));
  expect(complaints).toEqual([]);
});

async function seeNone(page: Page) {
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Lists" }).click();
  await expect(page.getByRole("heading", { name: "No lists yet" })).toBeVisible();
  await checkPage(page, "lists-none");
}

async function fill(page: Page) {
  await page.goto("/search?q=ohlsen");
  await expect(found(page, "1 contact")).toBeVisible();
  await page.getByRole("searchbox", { name: "Search contacts" }).press("ArrowDown");
  await page.keyboard.press("x");
  await run(page, "Add the selection to a list");
  const dialog = page.getByRole("dialog", { name: "Add the selection to a list" });
  await dialog.getByRole("combobox").fill("Fair in Bern");
  await checkPage(page, "lists-add");
  await page.keyboard.press("Enter");
  await expect(page.getByText("Added 1 contact to Fair in Bern")).toBeVisible();
  await page.goto("/search");
  await expect(found(page, "4 contacts")).toBeVisible();
  await run(page, "Select all results");
  await page.getByRole("button", { name: "Add to list" }).click();
  await dialog.getByRole("option", { name: /Fair in Bern/ }).click();
  await expect(page.getByText("Added 3 contacts to Fair in Bern; 1 was in it already")).toBeVisible();
}

async function keepAlive(page: Page) {
  await page.goto("/search?q=sales&country=DE");
  await expect(found(page, "2 contacts")).toBeVisible();
  await page.getByRole("button", { name: "Saved" }).click();
  await page.getByRole("button", { name: "Save as a live list" }).click();
  const form = page.getByRole("dialog", { name: "Save as a live list" });
  await form.getByRole("button", { name: "Save" }).click();
  await expect(form.getByLabel("Name")).toHaveAttribute("aria-invalid", "true");
  await form.getByLabel("Name").fill("German sales");
  await form.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Saved German sales")).toBeVisible();
}

/** What the page says of the search of the only live list. */
async function liveSearch(page: Page): Promise<string> {
  const answered = page.waitForResponse((answer) => answer.url().endsWith("/api/v1/lists") && answer.ok());
  await page.goto("/lists");
  const { lists } = await (await answered).json();
  return lists.find(({ query }: { query?: string }) => query).query;
}

async function replace(page: Page) {
  const before = await liveSearch(page);
  await page.goto("/search?q=sales");
  await expect(found(page, "3 contacts")).toBeVisible();
  await page.getByRole("button", { name: "Saved" }).click();
  await page.getByRole("button", { name: "Give it to a live list" }).click();
  const dialog = page.getByRole("dialog", { name: "Give this search to a live list" });
  await expect(dialog.getByRole("option", { name: /German sales/ })).toBeVisible();
  await checkPage(page, "lists-replace");
  await page.keyboard.press("Enter");
  await expect(page.getByText("German sales has this search now")).toBeVisible();
  await expect(page.getByRole("button", { name: "Undo" })).toBeVisible();
  const answered = page.waitForResponse((answer) => answer.request().method() === "PATCH" && answer.ok());
  await page.getByRole("button", { name: "Undo" }).click();
  expect((await (await answered).json()).query).toBe(before);
}

async function takeOut(page: Page) {
  await page.goto("/search");
  const facets = page.getByRole("complementary", { name: "Filters" });
  await facets.getByRole("group", { name: "List" }).getByLabel("Fair in Bern", { exact: true }).check();
  const chip = page.getByRole("button", { name: "Remove filter List: Fair in Bern" });
  await expect(chip).toBeVisible();
  await expect(found(page, "4 contacts")).toBeVisible();
  await page.getByRole("checkbox", { name: /Bruno Castell/ }).check();
  await checkPage(page, "lists-filter");
  await page.getByRole("button", { name: "Remove from this list" }).click();
  await expect(page.getByText("Took 1 contact out of Fair in Bern")).toBeVisible();
  await expect(found(page, "3 contacts")).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(found(page, "4 contacts")).toBeVisible();
}

async function change(page: Page) {
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Lists" }).click();
  const lists = page.getByRole("list", { name: "Lists" });
  await expect(lists.getByRole("link", { name: /German sales.*2 contacts/ })).toBeVisible();
  await expect(lists.getByRole("link", { name: /Fair in Bern.*4 contacts/ })).toBeVisible();
  await checkPage(page, "lists");
  await page.getByRole("button", { name: "Rename Fair in Bern" }).click();
  await page.getByRole("textbox", { name: "Name" }).fill("Fair in Basel");
  await page.keyboard.press("Enter");
  await expect(lists.getByRole("link", { name: /Fair in Basel/ })).toBeVisible();
  await page.getByRole("button", { name: "Delete Fair in Basel" }).click();
  await expect(lists.getByRole("link", { name: /Fair in Basel/ })).toBeHidden();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(lists.getByRole("link", { name: /Fair in Basel/ })).toBeVisible();
}

async function open(page: Page) {
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox", { name: "Commands" }).fill("german sa");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "Remove filter List: German sales" })).toBeVisible();
  await expect(found(page, "2 contacts")).toBeVisible();
}

/** Does something by its name. */
async function run(page: Page, command: string) {
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox", { name: "Commands" }).fill(command);
  await page.keyboard.press("Enter");
}

function found(page: Page, words: string) {
  return page.getByRole("status").filter({ hasText: words });
}
