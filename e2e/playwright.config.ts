import { defineConfig } from "@playwright/test";

// Chromium refuses its sandbox to root, which is who runs in most containers.
const isRoot = process.getuid?.() === 0;

export default defineConfig({
  testDir: "journeys",
  outputDir: "results",
  // A journey is one person at work in a workspace of their own, who waits for pages most of the time: two of them
  // share the machine, not the records.
  workers: 2,
  retries: 0,
  timeout: 300_000,
  expect: { timeout: 10_000 },
  reporter: "list",
  forbidOnly: true,
  use: {
    baseURL: process.env.BASE_URL ?? "http://127.0.0.1:8080",
    headless: true,
    viewport: { width: 1440, height: 900 },
    locale: "en-US",
    timezoneId: "UTC",
    contextOptions: { reducedMotion: "reduce" },
    screenshot: "only-on-failure",
    // Without pictures of every moment, which take a machine without a graphics card as long as the page itself.
    trace: { mode: "retain-on-failure", screenshots: false },
    launchOptions: {
      executablePath: process.env.CHROMIUM,
      // The browser asks nobody but the server under test.
      args: [
        ...(isRoot ? ["--no-sandbox"] : []),
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-quic",
        "--disable-sync",
        "--no-first-run",
      ],
    },
  },
});
