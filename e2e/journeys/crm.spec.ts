import { expect, test, type Page } from "@playwright/test";
import { consent, held, hold, newLocation, setFaults, setUp, uninstall } from "./fake-crm";
import { checkPage, watchForComplaints } from "./page-check";
import { openSettings, signUp, somebody } from "./people";

/** The CRM's own page has no icon. */
const ICON = "/favicon.ico";

async function add(page: Page, name: string, email: string, phone?: string) {
  await page.goto("/contacts/new");
  await page.getByLabel("First name").fill(name);
  await page.getByLabel("E-mail", { exact: false }).first().fill(email);
  if (phone) await page.getByLabel("Phone", { exact: false }).first().fill(phone);
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText(/^Saved /)).toBeVisible();
  // Away from the drawer with the contact.
  await page.goto("/imports");
}

/** Selects all that the workspace has, and begins a push with it. */
async function pushAll(page: Page, count: number) {
  await page.goto("/search");
  await expect(page.getByRole("status").filter({ hasText: `${count} contacts` })).toBeVisible();
  await page.getByLabel("Select the contacts in view").check();
  await expect(page.getByRole("group", { name: "Selection" })).toContainText(`${count} selected`);
  await page.getByRole("button", { name: "Push to CRM" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Push to the CRM");
}

async function connect(page: Page, location: { name: string }) {
  await openSettings(page, "CRM");
  await consent(page, location.name);
  await confirm(page, location);
}

/** Sees which location was chosen, and connects it. */
async function confirm(page: Page, location: { name: string }) {
  await expect(page.getByText(`Is ${location.name} the right location?`)).toBeVisible();
  await page.getByRole("button", { name: `Connect ${location.name}` }).click();
  await expect(page.getByText("Connected", { exact: true }).first()).toBeVisible();
}

test("contacts go into the CRM once, by way of a dry run", async ({ page }) => {
  const complaints = watchForComplaints(page, [ICON]);
  const location = await newLocation("Northwind Sales");
  await signUp(page, somebody("Petra Lang"));
  await add(page, "Wilhelmina", "wilhelmina@example.com");
  await add(page, "Theodore", "theodore@example.com");
  await openSettings(page, "CRM");
  await expect(page.getByRole("list", { name: "Rights" })).toContainText("Create and change contacts");
  await checkPage(page, "settings-crm-new");

  const card = page.getByRole("region", { name: "Connection" });
  await consent(page, location.name);
  await expect(card).toContainText("Duplicates there");
  await expect(card).toContainText("To be confirmed");
  await checkPage(page, "settings-crm-chosen");
  await page.getByRole("button", { name: "Not this one" }).click();
  await expect(card).toContainText("Disconnected");
  await consent(page, location.name);
  await confirm(page, location);
  await expect(card).toContainText(location.name);
  await expect(card).toContainText("Petra Lang");
  await expect(card).toContainText("renewed by itself");
  await checkPage(page, "settings-crm");

  await page.getByRole("link", { name: "Mapping" }).click();
  const preview = page.getByRole("list", { name: "Contacts as they would leave" });
  await expect(preview).toContainText("wilhelmina@example.com");
  await page.getByLabel("First name is written").selectOption("never");
  await page.getByRole("button", { name: "Keep the mapping" }).click();
  await expect(page.getByText("The mapping is kept.")).toBeVisible();
  await expect(preview).not.toContainText("First name");
  await page.getByLabel("First name is written").selectOption("always");
  await page.getByRole("button", { name: "Keep the mapping" }).click();
  await expect(preview).toContainText("First name");
  await checkPage(page, "settings-crm-mapping");

  await pushAll(page, 2);
  await expect(page.getByRole("heading", { name: "2 contacts will be created in the CRM" })).toBeVisible();
  expect(await held(location.id)).toEqual([]);
  await checkPage(page, "push-review");
  await page.getByRole("button", { name: "Start the push" }).click();
  await expect(page.getByRole("heading", { name: "The push is done" })).toBeVisible();
  const results = page.getByRole("list", { name: "Contacts of the push" });
  await expect(results.getByText("Created", { exact: true })).toHaveCount(2);
  await checkPage(page, "push-done");
  const names = async () => (await held(location.id)).map(({ fields }) => fields.firstName).sort();
  expect(await names()).toEqual(["Theodore", "Wilhelmina"]);

  // Once more changes nothing, and says so.
  await pushAll(page, 2);
  await expect(page.getByRole("heading", { name: "There is nothing to write" })).toBeVisible();
  await page.getByRole("button", { name: "Close as done" }).click();
  await expect(page.getByRole("heading", { name: "Nothing had to be changed" })).toBeVisible();
  expect(await names()).toEqual(["Theodore", "Wilhelmina"]);
  await page.getByRole("link", { name: "All pushes" }).click();
  await expect(page.getByRole("list", { name: "Pushes so far" }).getByRole("listitem")).toHaveCount(2);
  await checkPage(page, "pushes");
  await page.getByRole("link", { name: "Connection and mapping" }).click();
  await expect(card).toContainText("Allowance left");
  expect(complaints).toEqual([]);
});

test("a conflict is shown, and what the CRM did not answer arrives once", async ({ page }) => {
  const complaints = watchForComplaints(page, [ICON]);
  const location = await newLocation("Northwind Support");
  await signUp(page, somebody("Jonas Weber"));
  await add(page, "Ada", "ada@example.com", "+1 415 555 0123");
  await add(page, "Grace", "grace@example.com");
  await hold(location.id, { firstName: "Ada", email: "ada@example.com" });
  await hold(location.id, { firstName: "Other", phone: "+14155550123" });
  await connect(page, location);

  await pushAll(page, 2);
  await expect(page.getByRole("heading", { name: "1 contact will be created in the CRM" })).toBeVisible();
  await page.getByRole("group", { name: "Fate" }).getByRole("button", { name: /^Conflict/ }).click();
  const items = page.getByRole("list", { name: "Contacts of the push" });
  await expect(items.getByRole("listitem")).toHaveCount(1);
  await expect(items).toContainText("Ada");
  await checkPage(page, "push-conflict");

  await setFaults({ planned: [{ fault: "lost", on: "upsert", calls: 1 }] });
  await page.getByRole("button", { name: "Start the push" }).click();
  await expect(page.getByRole("heading", { name: "The push is done" })).toBeVisible();
  const arriving = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download what did not arrive" }).click();
  expect((await arriving).suggestedFilename()).toBe("push errors.csv");
  const all = await held(location.id);
  expect(all.filter(({ fields }) => fields.firstName === "Grace")).toHaveLength(1);
  expect(all).toHaveLength(3);
  expect(complaints).toEqual([]);
});

test("whoever denies, picks an agency or uninstalls is told what to do", async ({ page, baseURL }) => {
  const complaints = watchForComplaints(page, [ICON]);
  const location = await newLocation("Northwind Service");
  await signUp(page, somebody("Lena Roth"));
  await openSettings(page, "CRM");
  await consent(page, "Deny");
  await expect(page.getByText("Nothing was connected")).toBeVisible();
  await setUp({ company_tokens: true });
  await consent(page, "The whole agency");
  await setUp({});
  await expect(page.getByText("Choose one location")).toBeVisible();
  await checkPage(page, "settings-crm-agency");

  await connect(page, location);
  expect(await uninstall(location.id, baseURL ?? "")).toBe(204);
  await page.reload();
  await expect(page.getByText("Connect again").first()).toBeVisible();
  await checkPage(page, "settings-crm-again");
  await consent(page, location.name);
  await confirm(page, location);
  await page.getByRole("button", { name: "Disconnect" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Disconnect" }).click();
  await expect(page.getByText("The tokens are deleted.")).toBeVisible();
  await checkPage(page, "settings-crm-disconnected");
  expect(complaints).toEqual([]);
});

test("where the server knows no CRM, the page says what an operator has to set", async ({ page }) => {
  await signUp(page, somebody("Tim Vogel"));
  const missing = ["CRM_CLIENT_ID", "CRM_CLIENT_SECRET"];
  const answer = {
    configured: false,
    missing,
    redirect_uri: "https://contacts.example.com/api/v1/crm/callback",
    webhook_uri: "https://contacts.example.com/api/v1/hooks/crm",
    scopes: ["contacts.readonly", "contacts.write", "locations.readonly"],
    connection: null,
  };
  await page.route("**/api/v1/crm/connection", (route) => route.fulfill({ json: answer }));
  await openSettings(page, "CRM");
  await expect(page.getByRole("list", { name: "Options to set" })).toContainText("CRM_CLIENT_SECRET");
  await expect(page.getByLabel("Redirect address")).toHaveValue(answer.redirect_uri);
  await checkPage(page, "settings-crm-missing");
});
