"""A local newspaper in Pelican: the same pages as Broadsheet makes from the same stories."""

from os import environ

SITENAME = "The Port Elm Courier"
SITEURL = "https://courier.example"
TIMEZONE = "Europe/London"
DEFAULT_LANG = "en"
PATH = "content"
OUTPUT_PATH = "output"
THEME = "theme"
THEME_STATIC_DIR = "."
PAGE_PATHS: list[str] = []
SECTIONS = ("Local", "Council", "Business", "World", "Sport", "Harbour", "Culture", "Opinion")

PLUGINS = ["pelican.plugins.related_posts", "pelican.plugins.sitemap"]
RELATED_POSTS_MAX = 5
if environ.get("RELATED") == "off":
    PLUGINS = PLUGINS[1:]
SITEMAP = {"format": "xml"}
MARKDOWN: dict[str, dict[str, dict[str, str]]] = {
    "extension_configs": {"markdown.extensions.extra": {}, "markdown.extensions.meta": {}}
}

ARTICLE_URL = "{date:%Y}/{date:%m}/{date:%d}/{slug}/"
CATEGORY_URL = "{slug}/"
TAG_URL = "tags/{slug}/"
AUTHOR_URL = "bylines/{slug}/"
YEAR_ARCHIVE_URL = "{date:%Y}/"
MONTH_ARCHIVE_URL = "{date:%Y}/{date:%m}/"
DAY_ARCHIVE_URL = "{date:%Y}/{date:%m}/{date:%d}/"
ARTICLE_SAVE_AS = ARTICLE_URL + "index.html"
CATEGORY_SAVE_AS = CATEGORY_URL + "index.html"
TAG_SAVE_AS = TAG_URL + "index.html"
AUTHOR_SAVE_AS = AUTHOR_URL + "index.html"
YEAR_ARCHIVE_SAVE_AS = YEAR_ARCHIVE_URL + "index.html"
MONTH_ARCHIVE_SAVE_AS = MONTH_ARCHIVE_URL + "index.html"
DAY_ARCHIVE_SAVE_AS = DAY_ARCHIVE_URL + "index.html"
TAGS_SAVE_AS = "tags/index.html"
AUTHORS_SAVE_AS = "bylines/index.html"
DIRECT_TEMPLATES = ("index", "tags", "authors")

DEFAULT_PAGINATION = 20
PAGINATED_TEMPLATES = dict.fromkeys(("index", "tag", "category", "author", "period_archives"), DEFAULT_PAGINATION)
PAGINATION_PATTERNS = (
    (1, "{url}", "{save_as}"),
    (2, "{base_name}/page/{number}/", "{base_name}/page/{number}/index.html"),
)

FEED_ALL_RSS = "index.xml"
CATEGORY_FEED_RSS = "{slug}/index.xml"
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = TRANSLATION_FEED_ATOM = None
FEED_MAX_ITEMS = 20
RSS_FEED_SUMMARY_ONLY = True

# What Pelican can remember from one run to the next.
CACHE_CONTENT = LOAD_CONTENT_CACHE = True
CONTENT_CACHING_LAYER = "reader"
CHECK_MODIFIED_METHOD = "mtime"
