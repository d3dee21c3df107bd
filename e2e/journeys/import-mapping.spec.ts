import { expect, test, type Page } from "@playwright/test";
import { check, cell, upload } from "./imports";
import { checkPage, watchForComplaints } from "./page-check";
import { signUp, somebody } from "./people";

const LEADS = `Leads of the spring fair;;;
Exported by the organizer;;;
Name;E-Mail;Ort;Schuhgröße
Jörg Müller;joerg.mueller@brueckenbau.example;Köln;44
Änne Weiß;aenne.weiss@brueckenbau.example;Düsseldorf;39
`;

test("a file that was read wrongly is corrected by a press", async ({ page }) => {
  const complaints = watchForComplaints(page);
  await signUp(page, somebody("Ada Fair"));
  await upload(page, "fair leads.csv", Buffer.from(LEADS, "latin1"));
  const records = page.getByRole("region", { name: "First records of the file" });

  await test.step("titles above the header are recognised", async () => {
    await expect(title(page, 3)).toBeChecked();
    await expect(records.getByText("Schuhgröße")).toBeVisible();
    await expect(page.getByRole("combobox", { name: "Field for Ort" })).toHaveValue("city");
    await checkPage(page, "import-source");
  });
  await test.step("another encoding", async () => {
    await page.getByLabel("Encoding").selectOption("windows-1251");
    await expect(records.getByText("Schuhgröße")).toHaveCount(0);
    await page.getByLabel("Encoding").selectOption("windows-1252");
    await expect(records.getByText("Schuhgröße")).toBeVisible();
  });
  await test.step("another delimiter", async () => {
    await page.getByLabel("Delimiter").selectOption("|");
    await expect(page.getByRole("combobox", { name: "Field for Ort" })).toHaveCount(0);
    await page.getByLabel("Delimiter").selectOption(";");
    await expect(records.getByRole("cell", { name: "Ort", exact: true })).toBeVisible();
  });
  await test.step("another header, and none", async () => {
    await title(page, 1).check();
    await expect(page.getByRole("combobox", { name: /^Field for Leads of/ })).toBeVisible();
    await page.getByText("No record: this file has no titles").click();
    await expect(page.getByRole("combobox", { name: /^Field for Leads of/ })).toHaveCount(0);
    await records.getByRole("cell", { name: "Schuhgröße" }).click();
    await expect(title(page, 3)).toBeChecked();
    await expect(page.getByRole("combobox", { name: "Field for Ort" })).toHaveValue("city");
  });
  expect(complaints).toEqual([]);
});

test("columns get rules and a field of their own, and the mapping is proposed again", async ({ page }) => {
  const complaints = watchForComplaints(page);
  await signUp(page, somebody("Mina Mapp"));
  await upload(page, "fair leads.csv", LEADS);
  await page.getByRole("combobox", { name: "Field for Schuhgröße" }).selectOption("New field…");
  await page.getByLabel("Name of the new field for Schuhgröße").fill("Shoe size");
  await page.getByRole("combobox", { name: "Rule for Ort" }).selectOption("Only if empty");
  await page.getByRole("radio", { name: /^Overwrite/ }).check();
  await page.getByLabel("Country of phone numbers without a code").selectOption("Germany");
  await page.getByLabel("Remember this mapping for files like this one").check();
  await page.getByLabel("Name of the mapping").fill("Fair of the spring");
  await checkPage(page, "import-mapping-rules");
  await check(page);
  await expect(await cell(page, /Jörg/, "Schuhgröße")).toHaveText("44");

  await upload(page, "fair leads 2.csv", LEADS);
  await expect(page.getByText("Mapped as in your saved mapping Fair of the spring")).toBeVisible();
  await expect(page.getByRole("combobox", { name: "Rule for Ort" }).locator("option:checked")).toHaveText("Only if empty");
  await expect(page.getByLabel("Name of the new field for Schuhgröße")).toHaveValue("Shoe size");
  await checkPage(page, "import-mapping-profile");
  await page.getByRole("button", { name: "Forget it" }).click();
  await expect(page.getByText(/Mapped as in your saved mapping/)).toHaveCount(0);
  await upload(page, "fair leads 3.csv", LEADS);
  await expect(page.getByText(/Mapped as in your saved mapping/)).toHaveCount(0);
  expect(complaints).toEqual([]);
});

function title(page: Page, record: number) {
  return page.getByRole("radio", { name: `Record ${record} holds the titles` });
}
