import { readFileSync } from "node:fs";
import { expect, test, type Page } from "@playwright/test";
import { checkPage, watchForComplaints } from "./page-check";
import { openSettings, signIn, signOut, signUp, somebody } from "./people";

test("the audit log is filtered, verified and exported", async ({ page }) => {
  const complaints = watchForComplaints(page);
  const person = somebody("Greta Lund");
  await signUp(page, person);
  await openSettings(page, "Profile");
  await page.getByLabel("Your name").fill("Greta Lund-Moen");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Your name is saved.")).toBeVisible();
  await signOut(page);
  await signIn(page, person);
  await openSettings(page, "Audit log");
  await expect(row(page, "Signed in")).toBeVisible();
  await expect(row(page, "Changed the profile")).toBeVisible();
  await checkPage(page, "settings-audit");

  await test.step("filter", async () => {
    const filters = page.getByRole("group", { name: "Filters" });
    await filters.getByLabel("What", { exact: true }).selectOption("Changed the profile");
    await expect(row(page, "Signed in")).toHaveCount(0);
    await expect(page).toHaveURL(/action=profile\.changed/);
    await filters.getByLabel("Who").selectOption("Greta Lund-Moen");
    await expect(page).toHaveURL(/actor=usr_/);
    await row(page, "Changed the profile").locator("summary").click();
    await expect(row(page, "Changed the profile").getByText("Hash", { exact: true })).toBeVisible();
    await checkPage(page, "settings-audit-event");
    await page.reload();
    await expect(filters.getByLabel("What", { exact: true })).toHaveValue("profile.changed");
    await expect(row(page, "Changed the profile")).toBeVisible();
    await filters.getByLabel("Outcome").selectOption("Failed");
    await expect(page.getByText("Nothing like this happened")).toBeVisible();
    await page.getByRole("button", { name: "Clear the filters" }).click();
    await expect(row(page, "Signed in")).toBeVisible();
    await expect(filters.getByLabel("What", { exact: true })).toHaveValue("");
  });
  await test.step("verify", async () => {
    await page.getByRole("button", { name: "Verify" }).click();
    await expect(page.getByText("The log is intact")).toBeVisible();
    await checkPage(page, "settings-audit-verified");
  });
  await test.step("export", async () => {
    const csv = await exported(page, "Export CSV");
    expect(csv.name).toBe("audit-log.csv");
    expect(csv.text).toContain("profile.changed");
    const lines = (await exported(page, "Export JSON Lines")).text.trim().split("\n");
    const actions = lines.map((line) => JSON.parse(line).action);
    expect(actions).toContain("auth.signed_in");
  });
  expect(complaints).toEqual([]);
});

test("the request log shows what was asked, and what was refused", async ({ page, request }) => {
  const complaints = watchForComplaints(page);
  await signUp(page, somebody("Ravi Menon"));
  await openSettings(page, "API keys");
  await page.getByLabel("What is it for?").fill("Reporter");
  await page.getByRole("button", { name: "Make the key" }).click();
  const secret = await page.getByLabel("Secret", { exact: true }).inputValue();
  const headers = { Authorization: `Bearer ${secret}` };
  expect((await request.get("/api/v1/contacts/search", { headers })).status()).toBe(200);
  expect((await request.get("/api/v1/members", { headers })).status()).toBe(403);
  await openSettings(page, "Requests");
  const log = page.getByRole("region", { name: "Request log" });
  // The server writes the log a moment after it answered.
  await expect(async () => {
    await page.reload();
    await expect(log.getByRole("row", { name: /Reporter.*members.*403/ })).toBeVisible({ timeout: 2_000 });
  }).toPass();
  await expect(log.getByRole("row", { name: /Reporter.*contacts\/search.*200/ }).first()).toBeVisible();
  await checkPage(page, "settings-requests");
  await page.getByRole("button", { name: "Refused or failed" }).click();
  await expect(log.getByRole("row", { name: /200/ })).toHaveCount(0);
  await expect(log.getByRole("row", { name: /403/ }).first()).toBeVisible();
  await expect(page).toHaveURL(/status=failed/);
  expect(complaints).toEqual([]);
});

function row(page: Page, said: string) {
  const events = page.getByRole("list", { name: "Events, newest first" });
  return events.getByRole("listitem").filter({ hasText: said }).first();
}

async function exported(page: Page, button: string): Promise<{ name: string; text: string }> {
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: button }).click();
  const file = await download;
  return { name: file.suggestedFilename(), text: readFileSync(await file.path(), "utf8") };
}
