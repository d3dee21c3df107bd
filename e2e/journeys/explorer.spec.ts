import { expect, test, type Page } from "@playwright/test";
import { openSettings, signUp, somebody } from "./people";

test("an integrator tries the API with a key, and with one of fewer scopes", async ({ page }) => {
  await signUp(page, somebody("Lindiwe Dube"));
  await openSettings(page, "API keys");
  await page.getByLabel("What is it for?").fill("Explorer");
  await page.getByRole("button", { name: "Make the key" }).click();
  const secret = await page.getByLabel("Secret", { exact: true }).inputValue();

  await page.goto("/docs");
  await expect(page.getByRole("heading", { name: /Business Contacts/ })).toBeVisible();
  expect(await answerOf(page, "contacts", "search_contacts")).toBe("401");
  await page.getByRole("button", { name: "Authorize", exact: true }).first().click();
  const dialog = page.locator(".dialog-ux .modal-ux");
  const key = dialog.locator(".auth-container").filter({ hasText: "api_key" });
  await key.getByRole("textbox").fill(secret);
  await key.getByRole("button", { name: "Apply credentials" }).click();
  await dialog.getByRole("button", { name: "Close", exact: true }).last().click();
  expect(await answerOf(page, "contacts", "search_contacts")).toBe("200");
  // The key lacks this scope.
  expect(await answerOf(page, "audit", "list_audit_events")).toBe("403");
  // Keys cannot manage keys, whatever their scopes: the document says so, so the explorer sends
  // none, and a program that sends one is refused.
  expect(await answerOf(page, "api-keys", "list_api_keys")).toBe("401");
  const headers = { Authorization: `Bearer ${secret}` };
  expect((await page.request.get("/api/v1/api-keys", { headers })).status()).toBe(403);
});

/** Runs an operation with the values that the explorer proposes, and tells its status. */
async function answerOf(page: Page, tag: string, operation: string): Promise<string> {
  const block = page.locator(`[id="operations-${tag}-${operation}"]`);
  const execute = block.getByRole("button", { name: "Execute" });
  if (!(await block.locator(".opblock-body").isVisible())) {
    await block.locator(".opblock-summary-control").click();
    await block.getByRole("button", { name: "Try it out" }).click();
  } else {
    await block.getByRole("button", { name: "Clear" }).click();
  }
  await execute.click();
  const status = block.locator(".live-responses-table tbody .response-col_status");
  return (await status.innerText()).trim().split(/\s/)[0];
}
