import { expect, test, type Page } from "@playwright/test";
import { Authenticator } from "./authenticator";
import { linkInMail } from "./mail";
import { checkPage, watchForComplaints } from "./page-check";
import {
  anotherBrowser,
  enterPassword,
  expectSignedIn,
  openSettings,
  signIn,
  signOut,
  signUp,
  somebody,
} from "./people";

test("a name is changed, an address is confirmed", async ({ page }) => {
  const complaints = watchForComplaints(page);
  const person = somebody("Ines Okafor");
  await signUp(page, person);
  const strip = page.getByRole("complementary", { name: "Confirm your address" });
  await expect(strip).toBeVisible();
  await openSettings(page, "Profile");
  await checkPage(page, "settings-profile");
  await page.getByLabel("Your name").fill("Ines Okafor-Lind");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Your name is saved.")).toBeVisible();
  await page.goto(await linkInMail(person.email, "/verify"));
  await expect(page.getByText("Your address is confirmed")).toBeVisible();
  expect(page.url()).not.toContain("#");
  await checkPage(page, "verify");
  await expect(strip).toBeHidden();
  await openSettings(page, "Profile");
  await expect(page.getByText("Confirmed", { exact: true })).toBeVisible();
  expect(complaints).toEqual([]);
});

test("a new password signs other browsers out", async ({ page, browser }) => {
  const complaints = watchForComplaints(page, ["/me/password"]);
  const person = somebody("Tomas Berg");
  await signUp(page, person);
  const other = await anotherBrowser(browser);
  await signIn(other.page, person);
  await openSettings(page, "Security");
  await page.getByLabel("Current password").fill("not-the-password");
  await page.getByLabel("New password").fill("amber-kettle-hums-9-songs");
  await page.getByRole("button", { name: "Change password" }).click();
  await expect(page.getByLabel("Current password")).toHaveAttribute("aria-invalid", "true");
  await page.getByLabel("Current password").fill(person.password);
  await page.getByRole("button", { name: "Change password" }).click();
  await expect(page.getByText(/^Your password is changed/)).toBeVisible();
  await openImports(other.page);
  await expect(other.page.getByRole("button", { name: "Sign in", exact: true })).toBeVisible();
  await signIn(other.page, { ...person, password: "amber-kettle-hums-9-songs" });
  await other.context.close();
  expect(complaints).toEqual([]);
});

test("one browser is signed out from another", async ({ page, browser }) => {
  const complaints = watchForComplaints(page);
  const person = somebody("Aiko Mori");
  await signUp(page, person);
  const other = await anotherBrowser(browser);
  await signIn(other.page, person);
  await openSettings(page, "Security");
  const sessions = page.getByRole("list", { name: "Browsers that are signed in" });
  await expect(sessions.getByRole("listitem")).toHaveCount(2);
  await expect(sessions.getByText("This one")).toHaveCount(1);
  await checkPage(page, "settings-security");
  await sessions.getByRole("button", { name: /^Sign out/ }).click();
  await expect(sessions.getByRole("listitem")).toHaveCount(1);
  await openImports(other.page);
  await expect(other.page.getByRole("button", { name: "Sign in", exact: true })).toBeVisible();
  await other.context.close();
  expect(complaints).toEqual([]);
});

test("a second factor: set up, sign in with it, lose the phone, turn it off", async ({ page }) => {
  const complaints = watchForComplaints(page, ["/auth/login", "/auth/mfa/verify"]);
  const person = somebody("Noor Haddad");
  await signUp(page, person);
  const { app, recovery } = await setUpFactor(page);

  await signOut(page);
  await enterPassword(page, person);
  await expect(page.getByLabel("Code")).toBeFocused();
  await checkPage(page, "sign-in-code");
  await enterCode(page, "000 000");
  await expect(page.getByLabel("Code")).toHaveAttribute("aria-invalid", "true");
  await enterCode(page, await app.code());
  await expectSignedIn(page);

  await signOut(page);
  await enterPassword(page, person);
  await enterCode(page, recovery[0]);
  await expectSignedIn(page);

  await openSettings(page, "Security");
  await page.getByRole("button", { name: "Make new recovery codes" }).click();
  await page.getByLabel("Code").fill(await app.code());
  await page.getByRole("button", { name: "Make new codes" }).click();
  const renewed = page.getByRole("list", { name: "Recovery codes" }).getByRole("listitem");
  const code = await renewed.first().innerText();
  expect(recovery).not.toContain(code);
  await page.getByRole("button", { name: "I have kept them" }).click();
  await page.getByRole("button", { name: "Turn off" }).click();
  await page.getByLabel("Code").fill(code);
  await page.getByRole("button", { name: "Turn off" }).click();
  await expect(page.getByText("The second factor is off.")).toBeVisible();
  await signOut(page);
  await signIn(page, person);
  expect(complaints).toEqual([]);
});

test("an organization asks for a second factor", async ({ page }) => {
  const complaints = watchForComplaints(page);
  await signUp(page, somebody("Lena Fischer"));
  await openSettings(page, "Organization");
  const rule = page.getByRole("switch", { name: "Require a second factor" });
  await expect(rule).toBeDisabled();
  await setUpFactor(page);
  await openSettings(page, "Organization");
  await checkPage(page, "settings-organization");
  await rule.click();
  await expect(rule).toHaveAttribute("aria-checked", "true");
  await page.getByLabel("Name of the organization").fill("Fischer & Daughters");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("banner").getByText("Fischer & Daughters")).toBeVisible();
  await openSettings(page, "Security");
  await expect(page.getByText("Your organization requires it.")).toBeVisible();
  expect(complaints).toEqual([]);
});

async function setUpFactor(page: Page) {
  await openSettings(page, "Security");
  await page.getByRole("button", { name: "Set up" }).click();
  const secret = await page.getByLabel("Secret", { exact: true }).inputValue();
  await expect(page.getByRole("img", { name: /QR code/ })).toBeVisible();
  await checkPage(page, "settings-second-factor");
  const app = new Authenticator(secret);
  await page.getByLabel("Code").fill(await app.code());
  await page.getByRole("button", { name: "Turn on" }).click();
  const codes = page.getByRole("list", { name: "Recovery codes" });
  await expect(codes).toBeVisible();
  await checkPage(page, "settings-recovery-codes");
  const recovery = await codes.getByRole("listitem").allInnerTexts();
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download" }).click();
  expect((await download).suggestedFilename()).toBe("recovery-codes.txt");
  await page.getByRole("button", { name: "I have kept them" }).click();
  await expect(page.getByText("Authenticator app")).toBeVisible();
  return { app, recovery };
}

async function enterCode(page: Page, code: string) {
  await page.getByLabel("Code").fill(code);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}

async function openImports(page: Page) {
  const main = page.getByRole("navigation", { name: "Main" });
  await main.getByRole("link", { name: "Imports" }).click();
}
