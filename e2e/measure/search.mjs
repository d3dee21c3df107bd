// Measures the search page as a person feels it, against a running server that has many contacts:
// frames while scrolling, jumps by the scroll bar, and the time from a key to its results.
//
//   BASE_URL=http://127.0.0.1:8080 SIGN_IN=data/demo-sign-in.txt node measure/search.mjs
//
// SIGN_IN names a file with the address and the password, one a line; CHROMIUM the browser.
import { readFileSync } from "node:fs";
import { chromium } from "playwright-core";

const base = process.env.BASE_URL ?? "http://127.0.0.1:8080";
const [email, password] = readFileSync(process.env.SIGN_IN ?? "data/demo-sign-in.txt", "utf8").split("\n");
const scope = process.env.SCOPE ?? "workspace";
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
await page.goto(`${base}/search?scope=${scope}&sort=name`);
await page.locator("#results .row .name").first().waitFor();
console.log("contacts", await page.locator(".found strong").textContent());

await measureScrolling("slow scrolling", 40, 120);
await measureScrolling("fast scrolling", 900, 120);
await measureJumps();
await measureKeys();
await browser.close();

/** Scrolls by so many pixels in each of so many frames, and looks at the time between frames. */
async function measureScrolling(name, pixels, frames) {
  const figures = await page.evaluate(async ({ pixels, frames }) => {
    const grid = document.getElementById("results");
    grid.scrollTop = 0;
    const frame = () => new Promise(requestAnimationFrame);
    const times = [];
    let bones = 0, rows = 0;
    let before = await frame();
    for (let n = 0; n < frames; n += 1) {
      grid.scrollTop += pixels;
      const now = await frame();
      times.push(now - before);
      before = now;
      rows = Math.max(rows, grid.querySelectorAll(".row").length);
      bones += grid.querySelectorAll(".bone.round").length ? 1 : 0;
    }
    return { times, bones, rows };
  }, { pixels, frames });
  const late = figures.times.filter((time) => time > 20).length;
  console.log(`${name}: ${spread(figures.times)} ms a frame, ${late} of ${frames} over 20 ms, ` +
    `${figures.bones} with a row on its way, at most ${figures.rows} rows in the page`);
}

/** Drags the scroll bar to places far apart, and waits until what is seen there is loaded. */
async function measureJumps() {
  const times = [];
  for (const share of [0.5, 0.9, 0.1, 0.73, 1, 0.33, 0]) {
    times.push(await page.evaluate(async (share) => {
      const grid = document.getElementById("results");
      const started = performance.now();
      grid.scrollTop = share * (grid.scrollHeight - grid.clientHeight);
      await new Promise(requestAnimationFrame);
      await new Promise(requestAnimationFrame);
      while (grid.querySelector(".bone.round")) await new Promise(requestAnimationFrame);
      return performance.now() - started;
    }, share));
  }
  console.log(`jumps: ${spread(times)} ms until the rows are there`);
}

/** Types key by key as a quick person does, and waits for the first frame with each key's results. */
async function measureKeys() {
  const box = page.getByRole("searchbox", { name: "Search contacts" });
  await box.click();
  const times = [];
  for (const word of ["anna", "smith", "berlin sal"]) {
    await box.fill("");
    await page.waitForTimeout(500);
    for (const key of word) {
      // A blank at the end asks for nothing new.
      if (key === " ") { await page.keyboard.press(key); continue; }
      await page.evaluate(() => {
        const grid = document.querySelector(".results");
        window.measured = new Promise((done) => {
          let started = 0;
          addEventListener("keydown", () => { started = performance.now(); }, { once: true, capture: true });
          const watch = new MutationObserver(() => {
            if (!started || grid.getAttribute("aria-busy") === "true") return;
            watch.disconnect();
            requestAnimationFrame(() => done(performance.now() - started));
          });
          watch.observe(grid, { subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ["aria-busy"] });
        });
      });
      await page.keyboard.press(key);
      times.push(await Promise.race([page.evaluate(() => window.measured), page.waitForTimeout(3_000).then(() => 3_000)]));
      await page.waitForTimeout(80);
    }
  }
  console.log(`key to results: ${spread(times)} ms`);
}

/** Median, 95th of a hundred, and the longest. */
function spread(times) {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))].toFixed(1);
  return `p50 ${at(0.5)}, p95 ${at(0.95)}, max ${at(1)}`;
}
