import { readFile } from "node:fs/promises";
import { expect, test, type Page } from "@playwright/test";
import { checkPage, watchForComplaints } from "./page-check";
import { openSettings, signUp, somebody } from "./people";

async function add(page: Page, name: string) {
  await page.goto("/contacts/new");
  await page.getByLabel("First name").fill(name);
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText(/^Saved /)).toBeVisible();
}

test("what a search finds is taken along as a file", async ({ page }) => {
  const complaints = watchForComplaints(page);
  await signUp(page, somebody("Nils Berg"));
  await add(page, "Wilhelmina");
  await add(page, "Theodore");
  await page.goto("/search?q=wilhelmina");
  await expect(page.getByRole("status").filter({ hasText: "1 contact" })).toBeVisible();
  await page.getByRole("button", { name: "Export" }).click();
  await checkPage(page, "export");
  await page.getByLabel("As", { exact: true }).selectOption("exact");
  const arriving = page.waitForEvent("download");
  await page.getByRole("button", { name: "Make the file" }).click();
  const file = await arriving;
  expect(file.suggestedFilename()).toBe("contacts.csv");
  const text = await readFile(await file.path(), "utf8");
  expect(text).toContain("Wilhelmina");
  expect(text).not.toContain("Theodore");
  await expect(page.getByText("1 contact exported.")).toBeVisible();

  await openSettings(page, "Usage");
  await expect(page.getByText("Enterprise")).toBeVisible();
  await expect(page.getByText("1 · no limit")).toBeVisible();
  await checkPage(page, "settings-usage");
  expect(complaints).toEqual([]);
});
