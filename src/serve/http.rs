//! Answers over HTTP: the files of the current state of the site, and three addresses below `/-/` for live pages.

use std::convert::Infallible;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{Method, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::sse::{Event, KeepAlive};
use axum::response::{IntoResponse, Response, Sse};
use axum::routing::get;
use percent_encoding::percent_decode_str;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio_stream::StreamExt;
use tokio_stream::wrappers::WatchStream;

use super::snapshot::{File, Snapshot};
use super::{Reach, address};
use crate::error::{Error, Kind, Result};
use crate::search::{Question, Sort};
use crate::write::SitePath;

const SCRIPT: &str = include_str!("reload.js");
const STYLE: &str = include_str!("reload.css");

/// What answers are made from.
#[derive(Clone)]
pub(super) struct App {
    /// The current state of the site.
    pub(super) site: watch::Receiver<Arc<Snapshot>>,
    pub(super) reach: Reach,
}

impl App {
    fn now(&self) -> Arc<Snapshot> {
        Arc::clone(&self.site.borrow())
    }
}

/// Answers until the program is interrupted.
pub(super) async fn serve(listener: TcpListener, app: App) -> Result<()> {
    let router = Router::new()
        .route("/-/events", get(events))
        .route("/-/findings", get(findings))
        .route("/-/search", get(search))
        .route("/-/reload.js", get(|| async { typed("text/javascript; charset=utf-8", SCRIPT) }))
        .route("/-/reload.css", get(|| async { typed("text/css; charset=utf-8", STYLE) }))
        .fallback(file)
        .layer(middleware::from_fn_with_state(app.clone(), guard))
        .with_state(app);
    let stopped = |error: std::io::Error| Error::new("the server stopped").of(Kind::Internal).because(error);
    tokio::select! {
        served = axum::serve(listener, router).into_future() => served.map_err(stopped),
        interrupted = tokio::signal::ctrl_c() => interrupted.map_err(stopped),
    }
}

/// Refuses who asks by a name that is not ours, and what would change something; nothing here may be kept.
async fn guard(State(app): State<App>, request: Request, next: Next) -> Response {
    let host = request.headers().get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let mut response = if app.reach == Reach::Here && !address::is_here(host) {
        let text = "This site answers on this machine only, by the names localhost and 127.0.0.1.\n\
                    Use `coebook serve --host` to let others in.\n";
        (StatusCode::MISDIRECTED_REQUEST, text).into_response()
    } else if !matches!(*request.method(), Method::GET | Method::HEAD) {
        (StatusCode::METHOD_NOT_ALLOWED, [(header::ALLOW, "GET, HEAD")]).into_response()
    } else {
        next.run(request).await
    };
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, header::HeaderValue::from_static("no-store"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, header::HeaderValue::from_static("nosniff"));
    response
}

/// The version of the site: now, and after every change.
async fn events(State(app): State<App>) -> impl IntoResponse {
    let version =
        |site: Arc<Snapshot>| Ok::<_, Infallible>(Event::default().event("version").data(site.version()));
    Sse::new(WatchStream::new(app.site).map(version)).keep_alive(KeepAlive::default())
}

/// What is wrong with the document of the page at `?path=`.
async fn findings(State(app): State<App>, request: Request) -> Response {
    let query = request.uri().query().unwrap_or_default();
    let path = query.split('&').find_map(|pair| pair.strip_prefix("path=")).unwrap_or_default();
    // The address of a page is encoded once as such and once as part of a query.
    let path = percent_decode_str(path).decode_utf8_lossy();
    match app.now().findings(address::candidates(&path)).await {
        Ok(json) => typed("application/json", json),
        Err(error) => (StatusCode::INTERNAL_SERVER_ERROR, error.to_string()).into_response(),
    }
}

/// What a search answers: `?q=pool&limit=6`, with `offset`, `facets`, `symptom` and `sort` besides.
async fn search(State(app): State<App>, request: Request) -> Response {
    match app.now().search(question(request.uri().query().unwrap_or_default())).await {
        Ok(json) => typed("application/json", json),
        Err(error) => (StatusCode::INTERNAL_SERVER_ERROR, error.to_string()).into_response(),
    }
}

/// A question as it stands in an address; what makes no sense is as if it were not there.
fn question(query: &str) -> Question {
    let mut question = Question::default();
    for (name, value) in query.split('&').filter_map(|pair| pair.split_once('=')) {
        let value = value.replace('+', " ");
        let value = percent_decode_str(&value).decode_utf8_lossy();
        let number = || value.parse::<usize>().ok();
        match name {
            "q" => question.query = value.into_owned(),
            "limit" => question.limit = number().unwrap_or(question.limit),
            "offset" => question.offset = number().unwrap_or(question.offset),
            "facets" => question.facets = value != "0",
            "symptom" => question.symptom = value == "1",
            "sort" if value == "date" => question.sort = Sort::Date,
            _ => {}
        }
    }
    question
}

/// A file of the site.
async fn file(State(app): State<App>, request: Request) -> Response {
    let site = app.now();
    let asked = request.uri().path();
    match site.file(address::candidates(asked)).await {
        Some(file) if is_folder(asked, &file.path) => {
            (StatusCode::TEMPORARY_REDIRECT, [(header::LOCATION, format!("{asked}/"))]).into_response()
        }
        Some(file) => answer(StatusCode::OK, file, site.version()),
        None => missing(&site).await,
    }
}

/// Whether the front page of a folder was found by the name of the folder: its links need the slash at the end.
fn is_folder(asked: &str, found: &SitePath) -> bool {
    found.as_str().ends_with("/index.html")
        && !asked.ends_with('/')
        && !asked.ends_with("index.html")
        && !asked.ends_with("/index")
}

async fn missing(site: &Snapshot) -> Response {
    match site.file(SitePath::new("404.html").into_iter().collect()).await {
        Some(file) => {
            let file = File { bytes: file.bytes.map(rooted), ..file };
            answer(StatusCode::NOT_FOUND, file, site.version())
        }
        None => (StatusCode::NOT_FOUND, "There is no such page.\n").into_response(),
    }
}

/// A page of the root of the site that is shown at any address: its relative links begin at the root.
fn rooted(page: Vec<u8>) -> Vec<u8> {
    let page = String::from_utf8_lossy(&page);
    let mut rooted = String::with_capacity(page.len());
    let mut rest = &*page;
    while let Some(at) =
        [" href=\"", " src=\""].iter().filter_map(|name| Some(rest.find(name)? + name.len())).min()
    {
        let (before, link) = rest.split_at(at);
        rooted.push_str(before);
        let value = link.split('"').next().unwrap_or_default();
        if !value.starts_with(['/', '#']) && !value.contains(':') {
            rooted.push('/');
        }
        rest = link;
    }
    rooted.push_str(rest);
    rooted.into_bytes()
}

fn answer(status: StatusCode, file: File, version: &str) -> Response {
    let kind = address::content_type(&file.path);
    match file.bytes {
        Ok(bytes) if kind.starts_with("text/html") => {
            (status, typed(kind, live(bytes, version))).into_response()
        }
        Ok(bytes) if kind == "image/svg+xml" => {
            let closed =
                [(header::CONTENT_SECURITY_POLICY, "default-src 'none'; style-src 'unsafe-inline'; sandbox")];
            (status, closed, typed(kind, bytes)).into_response()
        }
        Ok(bytes) => (status, typed(kind, bytes)).into_response(),
        Err(error) => failed(&error, version),
    }
}

fn typed(kind: &'static str, body: impl Into<Body>) -> Response {
    ([(header::CONTENT_TYPE, kind)], body.into()).into_response()
}

/// A page that loads itself again when the site changes.
fn live(mut page: Vec<u8>, version: &str) -> Vec<u8> {
    let end = memchr::memmem::rfind(&page, b"</body>").unwrap_or(page.len());
    let tags = format!(
        "<link rel=\"stylesheet\" href=\"/-/reload.css\">\
         <script src=\"/-/reload.js\" data-version=\"{version}\" defer></script>\n"
    );
    page.splice(end..end, tags.into_bytes());
    page
}

/// A page that could not be made: says why, and goes away by itself when that is mended.
fn failed(error: &Error, version: &str) -> Response {
    let mut told = format!("{error}\n");
    told.extend(error.causes().iter().map(|cause| format!("because {cause}\n")));
    told.extend(error.next_action().map(|hint| format!("hint: {hint}\n")));
    let told = told.replace('&', "&amp;").replace('<', "&lt;");
    let page = format!(
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>This page cannot be made</title>\
         </head>\n<body><h1>This page cannot be made</h1>\n<pre>{told}</pre>\n</body></html>\n"
    );
    let closed = [(
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'",
    )];
    let page = typed("text/html; charset=utf-8", live(page.into_bytes(), version));
    (StatusCode::INTERNAL_SERVER_ERROR, closed, page).into_response()
}

#[cfg(test)]
mod tests {
    use super::rooted;

    #[test]
    fn links_from_the_root_where_a_page_is_shown_anywhere() {
        let page =
            r##"<link href="a.css"><img src="b/c.png"><a href="/d"><a href="#e"><a href="https://f">"##;
        let told =
            r##"<link href="/a.css"><img src="/b/c.png"><a href="/d"><a href="#e"><a href="https://f">"##;
        assert_eq!(rooted(page.as_bytes().to_vec()), told.as_bytes());
    }
}
