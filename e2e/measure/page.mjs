// What the measurements in a browser have in common: a person who is signed in, frames, and figures.
import { readFileSync } from "node:fs";
import { chromium } from "playwright-core";

export const base = process.env.BASE_URL ?? "http://127.0.0.1:8080";

/** A browser with a page on which the person of the file SIGN_IN (address and password, one a line) is signed in. */
export async function signedIn() {
  const [email, password] = readFileSync(process.env.SIGN_IN ?? "data/demo-sign-in.txt", "utf8").split("\n");
  const isRoot = process.getuid?.() === 0;
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: isRoot ? ["--no-sandbox"] : [],
  });
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.goto(`${base}/login`);
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.getByRole("button", { name: "Account", exact: true }).waitFor();
  return { browser, page };
}

/**
 * Scrolls by so many pixels in each of so many frames, and looks at the time between frames. `grid` finds what
 * scrolls, `row` a row in it, `bone` the mark of a row on its way.
 */
export async function measureScrolling(page, { grid, row, bone }, name, pixels, frames) {
  const figures = await page.evaluate(async ({ grid, row, bone, pixels, frames }) => {
    const list = document.querySelector(grid);
    list.scrollTop = 0;
    const frame = () => new Promise(requestAnimationFrame);
    const times = [];
    let bones = 0, rows = 0;
    let before = await frame();
    for (let n = 0; n < frames; n += 1) {
      list.scrollTop += pixels;
      const now = await frame();
      times.push(now - before);
      before = now;
      rows = Math.max(rows, list.querySelectorAll(row).length);
      bones += list.querySelectorAll(bone).length ? 1 : 0;
    }
    return { times, bones, rows };
  }, { grid, row, bone, pixels, frames });
  const late = figures.times.filter((time) => time > 20).length;
  console.log(`${name}: ${spread(figures.times)} ms a frame, ${late} of ${frames} over 20 ms, ` +
    `${figures.bones} with a row on its way, at most ${figures.rows} rows in the page`);
}

/** Drags the scroll bar to places far apart, and waits until what is seen there is loaded. */
export async function measureJumps(page, { grid, bone }) {
  const times = [];
  for (const share of [0.5, 0.9, 0.1, 0.73, 1, 0.33, 0]) {
    times.push(await page.evaluate(async ({ grid, bone, share }) => {
      const list = document.querySelector(grid);
      const started = performance.now();
      list.scrollTop = share * (list.scrollHeight - list.clientHeight);
      await new Promise(requestAnimationFrame);
      await new Promise(requestAnimationFrame);
      while (list.querySelector(bone)) await new Promise(requestAnimationFrame);
      return performance.now() - started;
    }, { grid, bone, share }));
  }
  console.log(`jumps: ${spread(times)} ms until the rows are there`);
}

/** Median, 95th of a hundred, and the longest. */
export function spread(times) {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))].toFixed(1);
  return `p50 ${at(0.5)}, p95 ${at(0.95)}, max ${at(1)}`;
}
