import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

/** The widths of the pictures, in both themes; a tablet differs from a desktop in its layout alone. */
const PICTURES = { light: [1440, 1024, 360], dark: [1440, 360] } as const;
const WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** Checks the page as it stands for accessibility and takes its pictures, in both themes. */
export async function checkPage(page: Page, name: string) {
  const before = page.viewportSize();
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await expectAccessible(page, `${name}, ${colorScheme}`, colorScheme === "dark");
    for (const width of PICTURES[colorScheme]) {
      await page.setViewportSize({ width, height: 900 });
      await page.screenshot({ path: `results/screens/${name}-${colorScheme}-${width}.png` });
    }
    if (before) await page.setViewportSize(before);
  }
  await page.emulateMedia({ colorScheme: null });
}

/** The themes are the same page in other colours, so that of the second only these are looked at. */
async function expectAccessible(page: Page, where: string, onlyColours: boolean) {
  const axe = new AxeBuilder({ page });
  if (onlyColours) axe.withRules(["color-contrast", "link-in-text-block"]);
  else axe.withTags(WCAG);
  const { violations } = await axe.analyze();
  const found = violations.map(({ id, help, nodes }) => ({
    rule: id,
    help,
    elements: nodes.map((node) => node.target.join(" ")),
  }));
  // Soft: one journey tells of every page at once.
  expect.soft(found, `accessibility of ${where}`).toEqual([]);
}

/**
 * Collects what the browser complains about; a journey expects none of it. The browser also
 * complains about refusals that a journey asks for: `expected` names the ends of their addresses.
 */
export function watchForComplaints(page: Page, expected: string[] = []): string[] {
  // A visitor without a session asks once whether there is one, and hears 401.
  const known = ["/api/v1/auth/refresh", ...expected];
  const complaints: string[] = [];
  page.on("request", (request) => {
    // Every act carries a key, so that the server does it once however often it is sent.
    const isAct = request.method() === "POST" && request.url().includes("/api/");
    if (isAct && !request.headers()["idempotency-key"]) complaints.push(`no key: ${request.url()}`);
  });
  page.on("pageerror", (error) => complaints.push(`uncaught: ${error.message}`));
  page.on("console", (message) => {
    const url = message.location().url;
    const isKnown = known.some((end) => url.endsWith(end));
    if (message.type() === "error" && !isKnown) complaints.push(`console: ${message.text()} ${url}`);
  });
  return complaints;
}
