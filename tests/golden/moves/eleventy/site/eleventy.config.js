export default function (config) {
  config.addPassthroughCopy("src/images");
  config.addPassthroughCopy({ "files": "downloads" });
  return { dir: { input: "src", output: "_site", includes: "_includes" }, markdownTemplateEngine: "liquid" };
}
