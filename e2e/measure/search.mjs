// Measures the search page as a person feels it, against a running server that has many contacts:
// frames while scrolling, jumps by the scroll bar, and the time from a key to its results.
//
//   BASE_URL=http://127.0.0.1:8080 SIGN_IN=data/demo-sign-in.txt node measure/search.mjs
//
// SIGN_IN names a file with the address and the password, one a line; CHROMIUM the browser.
import { base, measureJumps, measureScrolling, signedIn, spread } from "./page.mjs";

const scope = process.env.SCOPE ?? "workspace";
const list = { grid: "#results", row: ".row", bone: ".waiting" };

const { browser, page } = await signedIn();
await page.goto(`${base}/search?scope=${scope}&sort=name`);
await page.locator("#results .row .name").first().waitFor();
console.log("contacts", await page.locator(".found strong").textContent());

await measureScrolling(page, list, "slow scrolling", 40, 120);
await measureScrolling(page, list, "fast scrolling", 900, 120);
await measureJumps(page, list);
await measureKeys();
await browser.close();

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
