from pelicanconf import *

SITEURL = "https://courier.example"
