import { readFileSync } from "node:fs";
import { expect, type Page } from "@playwright/test";

/** Uploads a file of this text and waits for the step at which its columns get their meaning. */
export async function upload(page: Page, name: string, content: string | Buffer) {
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Imports" }).click();
  const buffer = typeof content === "string" ? Buffer.from(content) : content;
  await page.getByLabel("Contact file").setInputFiles({ name, mimeType: "text/csv", buffer });
  await expect(page.getByRole("heading", { name: "What does each column mean?" })).toBeVisible();
}

/** Has the rows checked and waits for the review. */
export async function check(page: Page) {
  await page.getByRole("button", { name: "Check rows" }).click();
  await expect(grid(page)).toBeVisible({ timeout: 30_000 });
}

export async function commit(page: Page) {
  await page.getByRole("button", { name: "Commit", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Your contacts are here" })).toBeVisible({ timeout: 30_000 });
}

export function grid(page: Page) {
  return page.getByRole("grid", { name: "Rows of the file" });
}

/** Shows the rows of one fate, by the words on its tab. */
export async function show(page: Page, fate: string) {
  await page.getByRole("group", { name: "Rows", exact: true }).getByRole("button", { name: fate }).click();
}

/**
 * A cell of the grid by what stands in its row and at the top of its column.
 * Waits for the column: while many rows are changed, the progress stands in the place of the grid.
 */
export async function cell(page: Page, row: RegExp, title: string) {
  const titles = grid(page).getByRole("columnheader");
  let place = -1;
  const find = async () => {
    place = (await titles.allTextContents()).findIndex((text) => text.trim() === title);
    return place;
  };
  await expect.poll(find, { message: `a column ${title}`, timeout: 30_000 }).toBeGreaterThanOrEqual(0);
  return grid(page).getByRole("row", { name: row }).getByRole("gridcell").nth(place);
}

/** The text of the file that a button hands over. */
export async function downloaded(page: Page, button: string): Promise<{ name: string; text: string }> {
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: button }).click();
  const file = await download;
  return { name: file.suggestedFilename(), text: readFileSync(await file.path(), "utf8") };
}
