//! Addresses on the web of the host a repository was cloned from.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::History;

/// Everything but what RFC 3986 calls unreserved.
const RAW: AsciiSet = NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');
/// The same for text that is percent-encoded already.
const ENCODED: AsciiSet = RAW.remove(b'%');

/// The page on the host where a file can be edited: `https://host/owner/repo/edit/main/docs/a.md`.
///
/// The path is relative to the folder the history was read for. There is no such page when `HEAD` is detached
/// or the remote is not on the web.
#[must_use]
pub fn edit_url(history: &History, path: &str) -> Option<String> {
    let base = web_base(history)?;
    let branch = encode(history.branch.as_deref()?, &RAW)?;
    let file = encode(&format!("{}{path}", history.prefix), &RAW)?;
    Some(format!("{base}/edit/{branch}/{file}"))
}

/// The page of the repository on its host: `https://host/owner/repo`.
///
/// Remotes over http, https and ssh have one, with the path they are cloned from.
#[must_use]
pub fn web_base(history: &History) -> Option<String> {
    let remote = history.remote.as_deref()?;
    let (scheme, host, path, encoding) = match remote.split_once("://") {
        Some((scheme @ ("https" | "http"), rest)) => {
            let (authority, path) = rest.split_once('/')?;
            (scheme, host_of(authority), path, &ENCODED)
        }
        Some(("ssh" | "git+ssh" | "ssh+git", rest)) => {
            let (authority, path) = rest.split_once('/')?;
            ("https", without_port(host_of(authority)), path, &RAW)
        }
        Some(_) => return None,
        // `git@host:owner/repo.git`; a slash before the colon or a drive letter means a path on disk.
        None => {
            let (authority, path) = remote.split_once(':').filter(|(before, _)| !before.contains('/'))?;
            ("https", Some(host_of(authority)).filter(|host| host.len() > 1)?, path, &RAW)
        }
    };
    let path = path.trim_matches('/');
    let path = path.strip_suffix(".git").unwrap_or(path);
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"-._:[]".contains(&byte);
    if host.is_empty() || !host.bytes().all(allowed) {
        return None;
    }
    Some(format!("{scheme}://{host}/{}", encode(path, encoding)?))
}

/// Takes user names and passwords off a remote address; the plain user of an ssh address stays.
pub(super) fn without_credentials(remote: &str) -> String {
    let Some((scheme, rest)) = remote.split_once("://") else { return remote.to_owned() };
    let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    let Some((user, host)) = authority.rsplit_once('@') else { return remote.to_owned() };
    match user.split(':').next() {
        Some(user) if scheme.contains("ssh") && !user.is_empty() => format!("{scheme}://{user}@{host}{path}"),
        _ => format!("{scheme}://{host}{path}"),
    }
}

fn host_of(authority: &str) -> &str {
    authority.rsplit_once('@').map_or(authority, |(_, host)| host)
}

/// A host without its port, which for ssh says nothing about the web.
fn without_port(host: &str) -> &str {
    match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    }
}

/// Percent-encodes each part of a slash-separated path; nothing for a path that is empty or climbs.
fn encode(path: &str, set: &'static AsciiSet) -> Option<String> {
    let parts: Option<Vec<String>> = path
        .split('/')
        .map(|part| match part {
            "" | "." | ".." => None,
            part => Some(utf8_percent_encode(part, set).to_string()),
        })
        .collect();
    Some(parts?.join("/"))
}
