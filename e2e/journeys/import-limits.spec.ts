import { execFileSync } from "node:child_process";
import { dirname } from "node:path";
import { expect, test, type Page } from "@playwright/test";
import { check, upload } from "./imports";
import { checkPage, watchForComplaints } from "./page-check";
import { openSettings, signUp, somebody } from "./people";

const HEAD = "First Name,Last Name,Email\n";

test("what is more than the package holds is told before the commit", async ({ page }) => {
  const refused = "/commit";
  const complaints = watchForComplaints(page, [refused]);
  await signUp(page, somebody("Lotte Limit"));
  await takePackage(page, "free");
  const rows = Array.from({ length: 2_510 }, (_, n) => `Ann${n},Smith${n},ann${n}@limit.example`);
  await upload(page, "many.csv", HEAD + rows.join("\n") + "\n");
  await check(page);
  // The rows fit into the month, the contacts into no Free package.
  await expect(page.getByText(/It takes 2,510 of the 5,000/)).toBeVisible();
  await expect(page.getByText("This is more than your package holds")).toBeVisible();
  await expect(page.getByText(/Leave 10 rows out, or ask for a larger package/)).toBeVisible();
  await checkPage(page, "import-limits");
  await page.getByRole("button", { name: "Commit", exact: true }).click();
  await expect(page.getByRole("alert").first()).toBeVisible();
  await takePackage(page, "team");
  await page.reload();
  await expect(page.getByText("This is more than your package holds")).toHaveCount(0);
  await page.getByRole("button", { name: "Commit", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Your contacts are here" })).toBeVisible({ timeout: 60_000 });
  await openSettings(page, "Usage");
  await expect(page.getByText("Team").first()).toBeVisible();
  expect(complaints).toEqual([]);
});

/** Gives the organization of the page another package, as the people do who run the installation. */
async function takePackage(page: Page, name: string) {
  const { SERVER: server, OUTBOX: outbox } = process.env;
  if (!server || !outbox) throw new Error("Set SERVER to the program and OUTBOX to the folder of its mails.");
  const asked = page.waitForResponse((answer) => answer.url().endsWith("/auth/refresh") && answer.ok());
  await page.reload();
  const { me } = await (await asked).json();
  execFileSync(server, ["package", me.organization.id, name, "--data", dirname(outbox)]);
}
