import { readFileSync } from "node:fs";
import { expect, test } from "@playwright/test";
import { check, commit, grid, upload } from "./imports";
import { checkPage, watchForComplaints } from "./page-check";
import { signUp, somebody } from "./people";

test("the sheet of a workbook is chosen, and its columns follow", async ({ page }) => {
  const complaints = watchForComplaints(page);
  await signUp(page, somebody("Selma Sheet"));
  await upload(page, "two sheets.xlsx", readFileSync("data/two-sheets.xlsx"));
  const records = page.getByRole("region", { name: "First records of the file" });
  await expect(page.getByLabel("Sheet")).toHaveValue("Customers");
  await expect(records.getByText("Odile Marchand")).toBeVisible();
  await expect(page.getByLabel("Encoding")).toHaveCount(0);
  await page.getByLabel("Sheet").selectOption("Suppliers");
  await expect(page.getByRole("combobox", { name: "Field for Contact Name" })).toHaveValue("full_name");
  await expect(records.getByText("Odile Marchand")).toHaveCount(0);
  await checkPage(page, "import-sheet");
  await check(page);
  await expect(grid(page)).toHaveAttribute("aria-rowcount", "3");
  await commit(page);
  await page.goto("/search?q=lindahl");
  await expect(page.getByRole("link", { name: "Sven Lindahl" })).toBeVisible();
  expect(complaints).toEqual([]);
});
