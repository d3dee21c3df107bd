import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

const WIDTHS = [1440, 1024, 360];
const THEMES = ["light", "dark"] as const;
const WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** Checks the page as it stands for accessibility and takes its pictures, in both themes. */
export async function checkPage(page: Page, name: string) {
  const before = page.viewportSize();
  for (const colorScheme of THEMES) {
    await page.emulateMedia({ colorScheme });
    await expectAccessible(page, `${name}, ${colorScheme}`);
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 900 });
      await page.screenshot({ path: `results/screens/${name}-${colorScheme}-${width}.png` });
    }
    if (before) await page.setViewportSize(before);
  }
  await page.emulateMedia({ colorScheme: null });
}

async function expectAccessible(page: Page, where: string) {
  const { violations } = await new AxeBuilder({ page }).withTags(WCAG).analyze();
  const found = violations.map(({ id, help, nodes }) => ({
    rule: id,
    help,
    elements: nodes.map((node) => node.target.join(" ")),
  }));
  // Soft: one journey tells of every page at once.
  expect.soft(found, `accessibility of ${where}`).toEqual([]);
}

/** Collects what the browser complains about; a journey expects none of it. */
export function watchForComplaints(page: Page): string[] {
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(`uncaught: ${error.message}`));
  page.on("console", (message) => {
    // A visitor without a session asks once whether there is one, and hears 401.
    const probe = message.location().url.endsWith("/api/v1/auth/refresh");
    if (message.type() === "error" && !probe) complaints.push(`console: ${message.text()}`);
  });
  return complaints;
}
