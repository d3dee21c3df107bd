import { expect, test, type Page } from "@playwright/test";
import { checkPage, watchForComplaints } from "./page-check";
import {
  anotherBrowser,
  enterPassword,
  expectSignedIn,
  openSettings,
  signOut,
  signUp,
  somebody,
} from "./people";

test("somebody new comes through an identity provider, and comes back", async ({ page }) => {
  // The provider's own page has no icon; ours names one.
  const complaints = watchForComplaints(page, ["/favicon.ico"]);
  const person = somebody("Chiara Ferri");
  await page.goto("/login");
  await expect(page.getByRole("link", { name: "Continue with Acme" })).toBeVisible();
  await checkPage(page, "sign-in-providers");
  await continueWithAcme(page, person.email);
  await expectSignedIn(page);
  await openSettings(page, "Security");
  await expect(page.getByText("You sign in through an identity provider.")).toBeVisible();
  await checkPage(page, "settings-security-provider");

  // The provider still knows the browser, so it asks for nothing.
  await signOut(page);
  await page.getByRole("link", { name: "Continue with Acme" }).click();
  await expectSignedIn(page);
  expect(complaints).toEqual([]);
});

test("an address that the provider has not confirmed is refused", async ({ page }) => {
  await page.goto("/login");
  await continueWithAcme(page, `unverified-${Date.now()}@example.com`);
  await expect(page.getByText("Your address is not confirmed there")).toBeVisible();
  await checkPage(page, "sign-in-unverified");
});

test("the owner of an address takes over what a stranger began with it", async ({
  page: owner,
  browser,
}) => {
  const person = somebody("Ines Duarte");
  const { context, page: stranger } = await anotherBrowser(browser);
  await signUp(stranger, person);
  await openSettings(stranger, "API keys");
  await stranger.getByLabel("What is it for?").fill("To come back later");
  await stranger.getByRole("button", { name: "Make the key" }).click();
  const secret = await stranger.getByLabel("Secret", { exact: true }).inputValue();
  const search = () =>
    owner.request.get("/api/v1/contacts/search", { headers: { Authorization: `Bearer ${secret}` } });
  expect((await search()).status()).toBe(200);

  await owner.goto("/login");
  await continueWithAcme(owner, person.email);
  await expectSignedIn(owner);

  expect((await search()).status()).toBe(401);
  await stranger.reload();
  await expect(stranger.getByRole("button", { name: "Sign in", exact: true })).toBeVisible();
  await enterPassword(stranger, person);
  await expect(stranger.getByText("E-mail or password is wrong")).toBeVisible();
  await context.close();
});

async function continueWithAcme(page: Page, email: string) {
  await page.getByRole("link", { name: "Continue with Acme" }).click();
  await page.getByLabel("E-mail address").fill(email);
  await page.getByRole("button", { name: "Sign in" }).click();
}
