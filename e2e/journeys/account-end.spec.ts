import { expect, test } from "@playwright/test";
import { linkInMail } from "./mail";
import { checkPage, watchForComplaints } from "./page-check";
import { anotherBrowser, enterPassword, expectSignedIn, openSettings, signUp, somebody } from "./people";

test("an account is deleted, not before somebody else can take over", async ({ page, browser }) => {
  const complaints = watchForComplaints(page, ["/me/deletion", "/auth/login"]);
  const person = somebody("Bruno Costa");
  const heir = somebody("Edith Vogel");
  await signUp(page, person);
  await openSettings(page, "Members");
  await page.getByLabel("E-mail").fill(heir.email);
  await page.getByLabel("Role", { exact: true }).selectOption("Member");
  await page.getByRole("button", { name: "Invite", exact: true }).click();
  const other = await anotherBrowser(browser);
  await other.page.goto(await linkInMail(heir.email, "/invitation"));
  await other.page.getByLabel("Your name").fill(heir.name);
  await other.page.getByLabel("New password").fill(heir.password);
  await other.page.getByRole("button", { name: "Create account and join" }).click();
  await expectSignedIn(other.page);
  await other.context.close();

  const confirm = page.getByRole("button", { name: "Delete my account for good" });
  await test.step("a wrong password deletes nothing", async () => {
    await openSettings(page, "Profile");
    await page.getByRole("button", { name: "Delete my account" }).click();
    await checkPage(page, "settings-account-deletion");
    await page.getByLabel("Your password").fill("not-the-password");
    await confirm.click();
    await expect(page.getByLabel("Your password")).toHaveAttribute("aria-invalid", "true");
  });
  await test.step("the last admin is told what to do", async () => {
    await page.getByLabel("Your password").fill(person.password);
    await confirm.click();
    await expect(page.getByText("First make somebody else an Organization Admin")).toBeVisible();
    const dialog = page.getByRole("dialog", { name: "Delete your account" });
    await dialog.getByRole("link", { name: "Members" }).click();
    await page.getByRole("combobox", { name: `Role of ${heir.name}` }).selectOption("Organization Admin");
    await expect(page.getByText(`${heir.name} is Organization Admin now`)).toBeVisible();
  });
  await test.step("now it goes", async () => {
    await openSettings(page, "Profile");
    await page.getByRole("button", { name: "Delete my account" }).click();
    await page.getByLabel("Your password").fill(person.password);
    await confirm.click();
    await expect(page.getByText("Your account is deleted.")).toBeVisible();
    await enterPassword(page, person);
    await expect(page.getByText("E-mail or password is wrong")).toBeVisible();
  });
  expect(complaints).toEqual([]);
});
