import { expect, test, type Page } from "@playwright/test";
import { checkPage, watchForComplaints } from "./page-check";
import { openSettings, signUp, somebody } from "./people";

test("a key is made, used, rotated and revoked", async ({ page, context, request }) => {
  const complaints = watchForComplaints(page);
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await signUp(page, somebody("Yusuf Demir"));
  await openSettings(page, "API keys");
  await checkPage(page, "settings-keys-empty");
  const status = async (secret: string, path = "contacts/search") => {
    const headers = { Authorization: `Bearer ${secret}` };
    return (await request.get(`/api/v1/${path}`, { headers })).status();
  };

  await page.getByRole("button", { name: "Make the key" }).click();
  await expect(page.getByLabel("What is it for?")).toBeFocused();
  await page.getByLabel("What is it for?").fill("Night sync");
  await page.getByLabel("Works for (days)").fill("10");
  await page.getByRole("button", { name: "Make the key" }).click();
  const first = await secretOf(page);
  await checkPage(page, "settings-keys");
  await page.getByRole("button", { name: "Copy" }).click();
  await expect(page.getByRole("button", { name: "Copied" })).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(first);
  await page.getByRole("button", { name: "I have kept it" }).click();
  await expect(page.getByLabel("Secret", { exact: true })).toHaveCount(0);
  expect(await status(first)).toBe(200);
  expect(await status(first, "members")).toBe(403);

  await page.getByRole("button", { name: "Rotate Night sync" }).click();
  await page.getByLabel("The old secret works for (hours)").fill("0");
  await checkPage(page, "settings-key-rotation");
  await page.getByRole("button", { name: "Rotate the key" }).click();
  const second = await secretOf(page);
  expect(second).not.toBe(first);
  expect(await status(second)).toBe(200);
  expect(await status(first)).toBe(401);

  await page.getByRole("button", { name: "Revoke Night sync" }).click();
  await page.getByRole("button", { name: "Revoke the key" }).click();
  await expect(page.getByText("Night sync is revoked")).toBeVisible();
  await expect(page.getByText("No keys yet")).toBeVisible();
  expect(await status(second)).toBe(401);
  expect(complaints).toEqual([]);
});

async function secretOf(page: Page): Promise<string> {
  await expect(page.getByRole("region", { name: "The secret of Night sync" })).toBeFocused();
  return page.getByLabel("Secret", { exact: true }).inputValue();
}
