//! The search engine: one index, one query language and one ranking, in the terminal, the server and the browser.
