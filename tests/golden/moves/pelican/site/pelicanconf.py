SITENAME = "The Port Elm Courier"
SITESUBTITLE = "The harbour, the town and the weather"
SITEURL = ""
AUTHOR = "Hanna Voss"
PATH = "content"
TIMEZONE = "Europe/Istanbul"
DEFAULT_LANG = "en"
ARTICLE_URL = "{date:%Y}/{date:%m}/{slug}/"
ARTICLE_SAVE_AS = "{date:%Y}/{date:%m}/{slug}/index.html"
MENUITEMS = (("About", "/pages/about-the-courier.html"), ("Tides", "https://tides.example/"))
STATIC_PATHS = ["images", "files"]
THEME = "theme"
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
SUMMARY_MAX_LENGTH = 20 + len(AUTHOR)
