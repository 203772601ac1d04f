// Run axe-core on a page in a real browser, at each width given: node axe.cjs PAGE BROWSER MODULES 1280 320
// Prints a JSON array with what axe-core found against WCAG 2.2 AA and its best practices, and whether the page
// has to be scrolled sideways.
const fs = require("fs");
const path = require("path");
const [page, browser, modules, ...widths] = process.argv.slice(2);
const puppeteer = require(path.join(modules, "puppeteer-core"));
const axe = fs.readFileSync(path.join(modules, "axe-core", "axe.min.js"), "utf-8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

(async () => {
  const chromium = await puppeteer.launch({ executablePath: browser, args: ["--no-sandbox", "--disable-gpu"] });
  const found = [];
  for (const width of widths.map(Number)) {
    const tab = await chromium.newPage();
    await tab.setViewport({ width, height: 800 });
    await tab.goto("file://" + path.resolve(page));
    await tab.evaluate(() => document.querySelectorAll("details").forEach((d, i) => (d.open = i % 2 === 0)));
    await tab.evaluate(axe);
    const result = await tab.evaluate((tags) => axe.run({ runOnly: { type: "tag", values: tags } }), TAGS);
    const sideways = await tab.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
    found.push({
      width,
      sideways,
      passes: result.passes.length,
      undecided: result.incomplete.map((rule) => rule.id),
      violations: result.violations.map((rule) => ({ rule: rule.id, why: rule.help, nodes: rule.nodes.map((n) => n.html) })),
    });
  }
  await chromium.close();
  console.log(JSON.stringify(found));
})().catch((error) => {
  console.error(error);
  process.exit(1);
});
