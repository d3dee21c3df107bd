import { expect, test, type Page } from "@playwright/test";
import { linkInMail } from "./mail";
import { checkPage, watchForComplaints } from "./page-check";
import {
  anotherBrowser,
  enterPassword,
  expectSignedIn,
  openSettings,
  signUp,
  somebody,
} from "./people";

test("somebody is invited, gets another role, is suspended, returns, is removed", async ({
  page,
  browser,
}) => {
  const complaints = watchForComplaints(page);
  const admin = somebody("Marta Silva");
  const guest = somebody("Jonas Weber");
  await signUp(page, admin);
  await openSettings(page, "Members");
  await invite(page, guest.email, "Viewer");
  await checkPage(page, "settings-members");

  const other = await anotherBrowser(browser);
  const theirs = watchForComplaints(other.page);
  await test.step("accept as somebody new", async () => {
    await other.page.goto(await linkInMail(guest.email, "/invitation"));
    await expect(heading(other.page, `Join ${admin.organization}`)).toBeVisible();
    expect(other.page.url()).not.toContain("#");
    await checkPage(other.page, "invitation-new");
    await other.page.getByLabel("Your name").fill(guest.name);
    await other.page.getByLabel("New password").fill(guest.password);
    await other.page.getByRole("button", { name: "Create account and join" }).click();
    await expectSignedIn(other.page);
    // Viewers read.
    await expect(other.page.getByRole("button", { name: "New contact" })).toHaveCount(0);
    await openSettings(other.page, "Members");
    const settings = other.page.getByRole("navigation", { name: "Settings" });
    await expect(settings.getByRole("link", { name: "API keys" })).toHaveCount(0);
    await expect(other.page.getByRole("combobox")).toHaveCount(0);
  });
  expect(theirs).toEqual([]);

  await test.step("change the role", async () => {
    await openSettings(page, "Profile");
    await openSettings(page, "Members");
    await page.getByRole("combobox", { name: `Role of ${guest.name}` }).selectOption("Manager");
    await expect(page.getByText(`${guest.name} is Manager now`)).toBeVisible();
    await other.page.reload();
    await expect(other.page.getByRole("button", { name: "New contact" })).toBeVisible();
  });
  await test.step("suspend: the next click is refused", async () => {
    await page.getByRole("button", { name: `Suspend ${guest.name}` }).click();
    await expect(page.getByText(`${guest.name} is suspended`)).toBeVisible();
    await goTo(other.page, "Imports");
    await expect(heading(other.page, `Your access to ${admin.organization} is suspended`)).toBeVisible();
    await checkPage(other.page, "suspended");
    await page.getByRole("button", { name: `Reactivate ${guest.name}` }).click();
    await expect(page.getByText(`${guest.name} has access again`)).toBeVisible();
    await other.page.getByRole("button", { name: "Look again" }).click();
    await expect(heading(other.page, "Imports")).toBeVisible();
  });
  await test.step("remove", async () => {
    await page.getByRole("button", { name: `Remove ${guest.name}` }).click();
    const dialog = page.getByRole("dialog", { name: `Remove ${guest.name}?` });
    await checkPage(page, "settings-member-removal");
    await dialog.getByRole("button", { name: "Remove from the organization" }).click();
    await expect(page.getByText(`${guest.name} is removed`)).toBeVisible();
    await expect(page.getByRole("list", { name: "Members" }).getByRole("listitem")).toHaveCount(1);
  });
  await other.context.close();
  expect(complaints).toEqual([]);
});

test("the last Organization Admin stays one", async ({ page }) => {
  const person = somebody("Petra Novak");
  const complaints = watchForComplaints(page, []);
  await signUp(page, person);
  await openSettings(page, "Members");
  const role = page.getByRole("combobox", { name: `Role of ${person.name}` });
  await role.selectOption("Viewer");
  await expect(page.getByText("The organization would lose its last Organization Admin")).toBeVisible();
  await expect(role).toHaveValue("organization_admin");
  // The browser notes the refusal itself.
  expect(complaints.filter((text) => !text.includes("409"))).toEqual([]);
});

test("one person works in two organizations", async ({ page, browser }) => {
  const host = somebody("Clara Jensen", "North Harbour");
  const guest = somebody("Diego Ramos", "South Pier");
  const other = await anotherBrowser(browser);
  await signUp(other.page, guest);
  const complaints = watchForComplaints(page);
  const theirs = watchForComplaints(other.page, ["/invitations/accept"]);
  await signUp(page, host);
  await openSettings(page, "Members");
  await invite(page, guest.email, "Member");
  const link = await linkInMail(guest.email, "/invitation");

  await test.step("the link is of no use to somebody else", async () => {
    await page.goto(link);
    await expect(page.getByText("This invitation is for somebody else")).toBeVisible();
    await checkPage(page, "invitation-other-person");
  });
  await test.step("accept with one press", async () => {
    await other.page.goto(link);
    await checkPage(other.page, "invitation-signed-in");
    await other.page.getByRole("button", { name: "Join", exact: true }).click();
    await expectSignedIn(other.page);
    await expect(brand(other.page, host.organization)).toBeVisible();
  });
  await test.step("switch back and forth", async () => {
    await other.page.getByRole("searchbox").fill("nobody at all");
    await expect(other.page).toHaveURL(/q=/);
    await other.page.getByRole("button", { name: "Account", exact: true }).click();
    const all = other.page.getByRole("list", { name: "Organizations" });
    await expect(all.getByRole("button", { name: host.organization })).toHaveAttribute("aria-current", "true");
    await checkPage(other.page, "account-menu");
    await all.getByRole("button", { name: guest.organization }).click();
    await expect(brand(other.page, guest.organization)).toBeVisible();
    await expect(other.page.getByRole("searchbox")).toHaveValue("");
    // The choice belongs to the session, also after a reload.
    await other.page.reload();
    await expect(brand(other.page, guest.organization)).toBeVisible();
  });
  await other.context.close();
  expect([...complaints, ...theirs]).toEqual([]);
});

test("an invitation is accepted with the password of an account, another is taken back", async ({
  page,
  browser,
}) => {
  const host = somebody("Hana Kim", "East Gate");
  const guest = somebody("Luca Rossi", "West Gate");
  const other = await anotherBrowser(browser);
  await signUp(other.page, guest);
  await other.context.clearCookies();
  const complaints = watchForComplaints(page);
  await signUp(page, host);
  await openSettings(page, "Members");
  await invite(page, guest.email, "Member");
  await other.page.goto(await linkInMail(guest.email, "/invitation"));
  await other.page.getByLabel("Password", { exact: true }).fill(guest.password);
  await checkPage(other.page, "invitation-account");
  await other.page.getByRole("button", { name: "Sign in and join" }).click();
  await expect(brand(other.page, host.organization)).toBeVisible();

  const stranger = somebody("Olga Petrova");
  await invite(page, stranger.email, "Viewer");
  const link = await linkInMail(stranger.email, "/invitation");
  const open = page.getByRole("list", { name: "Open invitations" });
  await open.getByRole("button", { name: `Take back the invitation of ${stranger.email}` }).click();
  await expect(page.getByText("Nobody is invited at the moment.")).toBeVisible();
  const third = await anotherBrowser(browser);
  await third.page.goto(link);
  await expect(third.page.getByText("This link does not work any more")).toBeVisible();
  await checkPage(third.page, "invitation-gone");
  await enterPassword(third.page, guest);
  await expectSignedIn(third.page);
  await third.context.close();
  await other.context.close();
  expect(complaints).toEqual([]);
});

async function invite(page: Page, email: string, role: string) {
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Role", { exact: true }).selectOption(role);
  await page.getByRole("button", { name: "Invite", exact: true }).click();
  await expect(page.getByRole("list", { name: "Open invitations" }).getByText(email)).toBeVisible();
}

function heading(page: Page, name: string) {
  return page.getByRole("heading", { name, exact: true });
}

function brand(page: Page, organization: string) {
  return page.getByRole("banner").locator(".brand-name", { hasText: organization });
}

async function goTo(page: Page, name: string) {
  const main = page.getByRole("navigation", { name: "Main" });
  await main.getByRole("link", { name, exact: true }).click();
}
