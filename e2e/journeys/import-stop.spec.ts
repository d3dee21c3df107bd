import { expect, test } from "@playwright/test";
import { check, upload } from "./imports";
import { checkPage, watchForComplaints } from "./page-check";
import { signUp, somebody } from "./people";

const HEAD = "First Name,Last Name,Email,Job Title,Company,City\n";
/** Enough for several chunks of a commit, so that one can be stopped between them. */
const ROWS = 6_000;

test("a commit is stopped, keeps what is written, and goes on", async ({ page }) => {
  const complaints = watchForComplaints(page);
  await signUp(page, somebody("Stina Stop"));
  const rows = Array.from({ length: ROWS }, (_, n) => `Ann${n},Smith${n},ann${n}@stop.example,Clerk,Stop ${n % 50},Paris`);
  await upload(page, "many.csv", HEAD + rows.join("\n") + "\n");
  await check(page);
  await page.getByRole("button", { name: "Commit", exact: true }).click();
  await page.getByRole("button", { name: "Stop", exact: true }).click();
  await expect(page.getByText("The commit stops. What is written stays written.")).toBeVisible();
  await expect(page.getByText("The commit was stopped")).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText(/rows are in your workspace already/)).toBeVisible();
  await checkPage(page, "import-stopped");
  await page.getByRole("button", { name: "Go on with the commit" }).click();
  await expect(page.getByRole("heading", { name: "Your contacts are here" })).toBeVisible({ timeout: 60_000 });
  await page.goto("/search");
  await expect(page.getByRole("status").filter({ hasText: "6,000 contacts" })).toBeVisible();
  expect(complaints).toEqual([]);
});
