"""The parts of reading a web page, which `index.articles.html` puts together."""
