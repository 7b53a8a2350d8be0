//! Where the site can be reached, and which file of it an address asks for.

use std::io::ErrorKind;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use percent_encoding::percent_decode_str;
use tokio::net::TcpListener;

use super::{Options, Reach};
use crate::error::{Error, Kind, Result};
use crate::write::SitePath;

/// Takes the port, before any other work is done.
pub(super) async fn bind(options: &Options) -> Result<TcpListener> {
    let port = options.port;
    let host = match &options.reach {
        Reach::Here => Ipv4Addr::LOCALHOST.to_string(),
        Reach::Host(host) => host.trim_matches(['[', ']']).to_owned(),
    };
    TcpListener::bind((host.as_str(), port)).await.map_err(|error| {
        let hint = match error.kind() {
            ErrorKind::AddrInUse => {
                "stop what listens there (another `coebook serve`?), or take another port: `--port 0` takes any \
                 that is free"
            }
            ErrorKind::PermissionDenied => "ports below 1024 are for administrators: take a higher one",
            _ => "name an address or name of this machine by --host",
        };
        Error::new(format!("cannot listen on {host}, port {port}")).of(Kind::Output).because(error).hint(hint)
    })
}

/// The address to type into a browser.
pub(super) fn url(listener: &TcpListener, options: &Options) -> Result<String> {
    let address = listener
        .local_addr()
        .map_err(|error| Error::new("cannot tell where the site is served").because(error))?;
    let port = address.port();
    Ok(match &options.reach {
        Reach::Host(host) if host.parse::<IpAddr>().is_err() && !host.starts_with('[') => {
            format!("http://{host}:{port}/")
        }
        _ => format!("http://{}/", SocketAddr::new(address.ip(), port)),
    })
}

/// Whether a `Host` header names this machine as seen from itself.
pub(super) fn is_here(host: &str) -> bool {
    let name = match host.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or_default(),
        None => host.split(':').next().unwrap_or_default(),
    };
    name.eq_ignore_ascii_case("localhost")
        || name.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

/// The files an address may mean, the likeliest first: the file itself, the page of that name, the front of the folder.
pub(super) fn candidates(path: &str) -> Vec<SitePath> {
    let Ok(path) = percent_decode_str(path).decode_utf8() else { return Vec::new() };
    let path = path.strip_prefix('/').unwrap_or(&path);
    let names = match path {
        "" => vec!["index.html".to_owned()],
        folder if folder.ends_with('/') => vec![format!("{folder}index.html")],
        name => vec![name.to_owned(), format!("{name}.html"), format!("{name}/index.html")],
    };
    names.iter().filter_map(|name| SitePath::new(name).ok()).collect()
}

/// What a browser is told a file is.
pub(super) fn content_type(path: &SitePath) -> &'static str {
    let extension = path.as_str().rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    match extension.as_str() {
        "html" | "htm" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "ndjson" => "application/x-ndjson",
        "md" | "txt" | "log" | "toml" | "yaml" | "yml" => "text/plain; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        "ics" => "text/calendar; charset=utf-8",
        "xml" => "application/xml",
        "atom" => "application/atom+xml",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "woff" => "font/woff",
        "wasm" => "application/wasm",
        "pdf" => "application/pdf",
        "mp4" => "video/mp4",
        "webm" => "video/webm",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(path: &str) -> Vec<String> {
        candidates(path).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn finds_pages_by_the_names_people_type() {
        assert_eq!(asked("/"), ["index.html"]);
        assert_eq!(asked("/coes/"), ["coes/index.html"]);
        assert_eq!(asked("/coes/a%20b"), ["coes/a b", "coes/a b.html", "coes/a b/index.html"]);
    }

    #[test]
    fn never_leaves_the_site() {
        for path in
            ["/../x", "/a/../../x", "/%2e%2e/x", "/..%2fx", "//etc/passwd", "/a//b", "/%00", "/a\\b", "/%ff"]
        {
            assert_eq!(asked(path), [""; 0], "{path}");
        }
    }

    #[test]
    fn knows_the_names_of_this_machine() {
        for host in ["localhost", "LOCALHOST:4343", "127.0.0.1:1", "127.1.2.3", "[::1]:80", "[::1]"] {
            assert!(is_here(host), "{host}");
        }
        for host in [
            "",
            "example.com",
            "localhost.example.com",
            "127.0.0.1.example.com:4343",
            "10.0.0.1",
            "[fe80::1]",
        ] {
            assert!(!is_here(host), "{host}");
        }
    }
}
