import { expect, test, type Page } from "@playwright/test";
import { checkPage, watchForComplaints } from "./page-check";
import { signUp, somebody } from "./people";

test("a saved search is followed, and the bell leads to what changed", async ({ page }) => {
  const complaints = watchForComplaints(page);
  await signUp(page, somebody("Nils Notice"));
  const bell = page.getByRole("button", { name: /^Notices/ });

  await test.step("nothing yet", async () => {
    await bell.click();
    await expect(page.getByText("Nothing yet. Follow a saved search")).toBeVisible();
    await page.keyboard.press("Escape");
  });
  const id = await test.step("follow a search", async () => {
    await page.goto("/search?q=controller&sort=name");
    await page.getByRole("button", { name: "Saved" }).click();
    await page.getByRole("button", { name: "Save this search" }).click();
    const form = page.getByRole("dialog", { name: "Save this search" });
    await form.getByLabel("Name").fill("Controllers");
    await form.getByLabel("When something changes in it").selectOption("Tell me here");
    await form.getByRole("button", { name: "Save" }).click();
    await expect(follow(page)).toHaveValue("app");
    await follow(page).selectOption("Tell me by mail");
    await expect(page.getByText("You are told here and by mail what changes in this search.")).toBeVisible();
    await page.reload();
    await expect(follow(page)).toHaveValue("mail");
    await checkPage(page, "search-followed");
    return new URL(page.url()).searchParams.get("saved")!;
  });
  await test.step("a notice leads to its search", async () => {
    // The server looks every quarter of an hour; here it has just looked.
    await haveNotices(page, id);
    await page.goto("/imports");
    await expect(bell).toHaveAccessibleName("Notices, 1 unread");
    await bell.click();
    const notices = page.getByRole("list", { name: "Notices, newest first" });
    await expect(notices.getByRole("listitem").first()).toContainText("2 new, 1 gone");
    await expect(notices.getByRole("listitem").last()).toContainText("7,400 results, 7,150 before");
    await checkPage(page, "notices");
    const read = page.waitForRequest(/notices\/read/);
    await notices.getByRole("link", { name: /2 new, 1 gone/ }).click();
    expect((await read).postDataJSON()).toEqual({ ids: ["ntc_01890000000070008000000000000001"] });
    await expect(bell).toHaveAccessibleName("Notices");
    await expect(page.getByRole("searchbox", { name: "Search contacts" })).toHaveValue("controller");
    await expect(page.getByRole("group", { name: "Saved search", exact: true })).toContainText("Controllers");
  });
  await test.step("a mail's link ends it, after a question", async () => {
    await page.goto(`/search?saved=${id}&notify=none`);
    const question = page.getByRole("dialog", { name: "No more notices of this search?" });
    await expect(question).toContainText("Controllers");
    await checkPage(page, "search-unfollow");
    await question.getByRole("button", { name: "Tell me nothing" }).click();
    await expect(follow(page)).toHaveValue("none");
    await expect(page).not.toHaveURL(/notify/);
  });
  expect(complaints).toEqual([]);
});

function follow(page: Page) {
  return page.getByRole("combobox", { name: "Tell me about changes in Controllers" });
}

async function haveNotices(page: Page, id: string) {
  const at = new Date().toISOString();
  const notice = (number: number, changes: object | null, read: string | null) => ({
    id: `ntc_0189000000007000800000000000000${number}`,
    kind: "saved_search_changed",
    saved_search: { id, name: "Controllers" },
    changes,
    totals: { before: 7_150, now: 7_400, since: at },
    created_at: at,
    read_at: read,
  });
  let unread = 1;
  const all = [notice(1, { new: 2, gone: 1, changed: 0, since: at }, null), notice(2, null, at)];
  await page.route("**/api/v1/notices/summary", (route) => route.fulfill({ json: { unread } }));
  await page.route(/api\/v1\/notices\?/, (route) => route.fulfill({ json: { notices: all, next_cursor: null } }));
  await page.route("**/api/v1/notices/read", (route) => {
    unread = 0;
    return route.fulfill({ json: { unread } });
  });
}
