// Measures the review of an import as a person feels it, against a running server on which the person has a checked
// import of many rows: frames while scrolling, jumps by the scroll bar, and the time until a filter shows its rows.
//
//   BASE_URL=… SIGN_IN=data/demo-sign-in.txt IMPORT=imp_… node measure/review.mjs
//
// Without IMPORT it uploads the file FILE and has it checked first.
import { base, measureJumps, measureScrolling, signedIn, spread } from "./page.mjs";

const list = { grid: ".data-grid", row: "[role=row]", bone: "[data-mark=\"\"]" };
const MINUTES = 60_000;

const { browser, page } = await signedIn();
if (process.env.IMPORT) {
  await page.goto(`${base}/imports/${process.env.IMPORT}`);
} else {
  await page.goto(`${base}/imports`);
  await page.getByLabel("Contact file").setInputFiles(process.env.FILE);
  await page.getByRole("button", { name: "Check rows" }).click({ timeout: 5 * MINUTES });
}
const grid = page.getByRole("grid", { name: "Rows of the file" });
await grid.getByRole("gridcell").first().waitFor({ timeout: 10 * MINUTES });
console.log("rows", Number(await grid.getAttribute("aria-rowcount")) - 1);

await measureScrolling(page, list, "slow scrolling", 40, 120);
await measureScrolling(page, list, "fast scrolling", 900, 120);
await measureJumps(page, list);
await measureFilters();
await browser.close();

/** Goes from tab to tab, and waits until the rows of each are there. */
async function measureFilters() {
  const times = [];
  const tabs = page.getByRole("group", { name: "Rows", exact: true });
  for (const name of ["Duplicate", "New", "All", "Duplicate", "All"]) {
    const started = performance.now();
    await tabs.getByRole("button", { name }).first().click();
    await page.evaluate(async (bone) => {
      const grid = document.querySelector(".data-grid");
      const frame = () => new Promise(requestAnimationFrame);
      await frame();
      await frame();
      while (grid.querySelector(bone) || !grid.querySelector("[role=gridcell]")) await frame();
    }, list.bone);
    times.push(performance.now() - started);
  }
  console.log(`tabs: ${spread(times)} ms until the rows are there`);
}
