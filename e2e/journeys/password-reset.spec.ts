import { expect, test } from "@playwright/test";
import { linkInMail } from "./mail";
import { checkPage, watchForComplaints } from "./page-check";
import { signIn, signOut, signUp, somebody } from "./people";

const NEW_PASSWORD = "copper-window-keeps-7-birds";

test("a forgotten password is set anew by mail", async ({ page }) => {
  const complaints = watchForComplaints(page, ["/auth/password/reset"]);
  const person = somebody("Samir Nassar");
  await signUp(page, person);
  await signOut(page);
  await page.getByRole("link", { name: "Forgot your password?" }).click();
  await page.getByLabel("E-mail").fill(person.email);
  await checkPage(page, "forgot");
  await page.getByRole("button", { name: "Send the link" }).click();
  await expect(page.getByText("Look into your mail")).toBeVisible();

  const link = await linkInMail(person.email, "/reset");
  await page.goto(link);
  await expect(page.getByLabel("New password")).toBeVisible();
  expect(page.url()).not.toContain("#");
  await checkPage(page, "reset");
  await page.getByLabel("New password").fill("short");
  await page.getByRole("button", { name: "Set the password" }).click();
  await expect(page.getByText(/^Use at least 8 characters/)).toBeVisible();
  await page.getByLabel("New password").fill(NEW_PASSWORD);
  await page.getByRole("button", { name: "Set the password" }).click();
  await expect(page.getByText("Your new password is set. Sign in with it.")).toBeVisible();
  await checkPage(page, "sign-in-after-reset");
  await signIn(page, { ...person, password: NEW_PASSWORD });

  // The link has done its work.
  await page.goto("/login");
  await page.goto(link);
  await page.getByLabel("New password").fill("another-long-password-1");
  await page.getByRole("button", { name: "Set the password" }).click();
  await expect(page.getByText("This link does not work any more")).toBeVisible();
  expect(complaints).toEqual([]);
});
