import { expect, type Browser, type BrowserContext, type Page } from "@playwright/test";

/** Somebody with an account of their own. */
export interface Person {
  name: string;
  email: string;
  password: string;
  organization: string;
}

let made = 0;

/** Somebody who is in no other journey, nor in an earlier run. */
export function somebody(name: string, organization = `${name}'s Trading`): Person {
  made += 1;
  const first = name.split(" ")[0].toLowerCase();
  const email = `${first}-${Date.now().toString(36)}-${made}@example.com`;
  return { name, email, password: "violet-anchor-sells-42-lanterns", organization };
}

/** Makes an account and an organization, and stays signed in. */
export async function signUp(page: Page, person: Person) {
  await page.goto("/signup");
  await page.getByLabel("Your name").fill(person.name);
  await page.getByLabel("Organization").fill(person.organization);
  await page.getByLabel("E-mail").fill(person.email);
  await page.getByLabel("Password", { exact: true }).fill(person.password);
  await page.getByRole("button", { name: "Create account" }).click();
  await expectSignedIn(page);
}

/** Types address and password; what follows is the journey's to expect. */
export async function enterPassword(page: Page, person: Person) {
  if (!page.url().includes("/login")) await page.goto("/login");
  await page.getByLabel("E-mail").fill(person.email);
  await page.getByLabel("Password", { exact: true }).fill(person.password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}

export async function signIn(page: Page, person: Person) {
  await enterPassword(page, person);
  await expectSignedIn(page);
}

export async function signOut(page: Page) {
  await page.getByRole("button", { name: "Account", exact: true }).click();
  await page.getByRole("button", { name: "Sign out", exact: true }).last().click();
  await expect(page.getByRole("button", { name: "Sign in", exact: true })).toBeVisible();
}

export async function expectSignedIn(page: Page) {
  await expect(page.getByRole("button", { name: "Account", exact: true })).toBeVisible();
}

/** Opens a page of the settings the way people do. */
export async function openSettings(page: Page, name: string) {
  const settings = page.getByRole("navigation", { name: "Settings" });
  if (!(await settings.isVisible())) {
    await page.getByRole("button", { name: "Account", exact: true }).click();
    await page.getByRole("button", { name: "Settings" }).click();
  }
  await settings.getByRole("link", { name, exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
}

/** A browser of somebody else, or of the same person on another machine. */
export async function anotherBrowser(
  browser: Browser,
): Promise<{ context: BrowserContext; page: Page }> {
  const context = await browser.newContext();
  return { context, page: await context.newPage() };
}
