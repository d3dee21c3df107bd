import { expect, test } from "@playwright/test";
import { checkPage, watchForComplaints } from "./page-check";
import { openSettings, signUp, somebody } from "./people";

test("whoever is on the list stays out, and comes off it again", async ({ page }) => {
  const complaints = watchForComplaints(page, ["/api/v1/contacts"]);
  await signUp(page, somebody("Mira Novak"));
  await openSettings(page, "Suppression");
  await expect(page.getByText("Nobody is suppressed")).toBeVisible();
  await checkPage(page, "settings-suppression-empty");

  await page.getByLabel("Addresses, numbers, domains").fill("grace@example.org\nnobody\n+49 30 1234567");
  await page.getByLabel("Why").selectOption("erasure");
  await page.getByRole("button", { name: "Add", exact: true }).click();
  await expect(page.getByText("2 entries added.")).toBeVisible();
  // What could not be read stays to be mended.
  await expect(page.getByLabel("Addresses, numbers, domains")).toHaveValue("nobody");
  await expect(page.getByRole("heading", { name: "On the list: 2" })).toBeVisible();
  const list = page.getByRole("list", { name: "Suppressed" });
  await expect(list).not.toContainText("grace");

  const file = { name: "list.txt", mimeType: "text/plain", buffer: Buffer.from("a@example.net\nb@example.net\n") };
  await page.locator("input[name=list]").setInputFiles(file);
  await expect(page.getByRole("heading", { name: "On the list: 4" })).toBeVisible();
  await checkPage(page, "settings-suppression");

  const check = async (value: string, answer: RegExp) => {
    await page.getByLabel("Address, number or domain").fill(value);
    await page.getByRole("button", { name: "Check" }).click();
    await expect(page.getByText(answer)).toBeVisible();
  };
  await check("Grace@Example.org", /^Suppressed/);
  await check("ada@example.org", /^Not suppressed/);

  await page.goto("/contacts/new");
  await page.getByLabel("First name").fill("Grace");
  await page.getByLabel("E-mail", { exact: false }).first().fill("grace@example.org");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("This is on the suppression list of your organization.")).toBeVisible();

  await openSettings(page, "Suppression");
  await list.getByRole("button", { name: /^Remove/ }).first().click();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(list.getByRole("listitem")).toHaveCount(4);
  await list.getByRole("button", { name: /^Remove/ }).first().click();
  await expect(list.getByRole("listitem").filter({ visible: true })).toHaveCount(3);
  // It follows when the page is left.
  await openSettings(page, "Profile");
  await openSettings(page, "Suppression");
  await expect(page.getByRole("heading", { name: "On the list: 3" })).toBeVisible();
  expect(complaints).toEqual([]);
});
