import { expect, type Page } from "@playwright/test";

const FAKE_CRM = process.env.FAKE_CRM ?? "http://127.0.0.1:8090";

/** A contact as the fake CRM keeps it. */
export interface Held {
  id: string;
  location_id: string;
  fields: Record<string, string>;
  tags: string[];
}

async function tell(method: string, path: string, body: unknown) {
  const headers = { "Content-Type": "application/json" };
  const answer = await fetch(`${FAKE_CRM}/_fake/${path}`, { method, headers, body: JSON.stringify(body) });
  expect(answer.ok, `${method} ${path}: ${answer.status}`).toBe(true);
  return answer;
}

let made = 0;

/** A location of the CRM that no other journey has connected: its id and its name. */
export async function newLocation(name: string) {
  made += 1;
  const id = `Loc${Date.now().toString(36)}${made}`;
  const location = { id, name: `${name} ${made}`, company_id: "CompanyNorthwind0001", allow_duplicates: false };
  await tell("PUT", "locations", { ...location, order: ["email", "phone"], active: true, upsert_refuses: false });
  return location;
}

export async function setUp(settings: { company_tokens?: boolean }) {
  await tell("PUT", "settings", settings);
}

export async function setFaults(faults: object) {
  await tell("PUT", "faults", faults);
}

/** Writes a contact as somebody in the CRM would. */
export async function hold(location: string, fields: Record<string, string>) {
  await tell("POST", "contacts", { location_id: location, fields });
}

/** Everything that the location holds. */
export async function held(location: string): Promise<Held[]> {
  return (await fetch(`${FAKE_CRM}/_fake/contacts/${location}`)).json();
}

/** Takes the app away in the CRM, which tells the server so; answers the status of the server's answer. */
export async function uninstall(location: string, server: string): Promise<number> {
  const answer = await tell("POST", "uninstall", { location, send_to: `${server}/api/v1/hooks/crm` });
  return (await answer.json()).status;
}

/** Sets out for the CRM and presses a button there. */
export async function consent(page: Page, choice: string) {
  await page.getByRole("button", { name: /^Connect/ }).click();
  await expect(page.getByRole("heading", { name: "Choose a location" })).toBeVisible();
  await page.getByRole("button", { name: choice }).click();
  await expect(page.getByRole("heading", { level: 1, name: "CRM" })).toBeVisible();
}
