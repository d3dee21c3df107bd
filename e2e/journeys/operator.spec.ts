import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { checkPage, watchForComplaints } from "./page-check";
import { enterPassword, expectSignedIn, signOut, signUp, somebody } from "./people";

test("an operator sees the background jobs, others do not", async ({ page }) => {
  const complaints = watchForComplaints(page);

  await test.step("whoever is no operator is not shown the way", async () => {
    await signUp(page, somebody("Nora Vance"));
    await page.getByRole("button", { name: "Account", exact: true }).click();
    await expect(page.getByRole("button", { name: "Settings" })).toBeVisible();
    await expect(page.getByRole("button", { name: "Background jobs" })).toHaveCount(0);
    await page.keyboard.press("Escape");
    await page.goto("/operator/jobs");
    await expect(page.getByText("This page is for the operators of the installation")).toBeVisible();
    await signOut(page);
  });

  await test.step("the demo account is one", async () => {
    await page.goto("/login");
    const [email, password] = demo();
    await enterPassword(page, { ...somebody("Demo"), email, password });
    await expectSignedIn(page);
    await page.getByRole("button", { name: "Account", exact: true }).click();
    await page.getByRole("button", { name: "Background jobs" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Background jobs" })).toBeVisible();
  });

  await test.step("figures and states", async () => {
    const kinds = page.getByRole("list", { name: "Kinds of jobs" });
    await expect(kinds.getByRole("listitem")).toHaveCount(10);
    // The sign-up of this journey sent a mail.
    const mails = kinds.getByRole("listitem").filter({ hasText: "Mail" });
    await expect(mails.getByText(/[1-9]\d* done in the last hour/)).toBeVisible({ timeout: 20_000 });
    // The journey beside this one may have a file imported; the page looks again by itself.
    await expect(page.getByText("No worker is at work")).toBeVisible({ timeout: 60_000 });
    await checkPage(page, "operator-jobs-none");
    await page.getByRole("button", { name: "Done" }).click();
    await expect(page).toHaveURL(/state=done/);
    const jobs = page.getByRole("region", { name: "Jobs" });
    await expect(jobs.getByRole("row", { name: /Mail.*The installation/ }).first()).toBeVisible();
    await checkPage(page, "operator-jobs-done");
    await page.reload();
    await expect(jobs.getByRole("row", { name: /Mail/ }).first()).toBeVisible();
  });
  expect(complaints).toEqual([]);
});

/** Address and password of the demo account, which the server leaves beside the outbox. */
function demo(): [string, string] {
  const outbox = process.env.OUTBOX;
  if (!outbox) throw new Error("Set OUTBOX to the folder where the server leaves its mails.");
  const [email, password] = readFileSync(join(outbox, "..", "demo-sign-in.txt"), "utf8").split("\n");
  return [email, password];
}
