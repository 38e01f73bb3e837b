//! Finds an HTTP response in a text, as `curl -i` and `curl -v` print it: a status line, headers, and a body.

/// The headers in which servers send the request ID.
const REQUEST_IDS: &[&str] = &["x-request-id", "apim-request-id", "x-ms-request-id", "request-id"];

/// A response with an error status, as it was printed.
pub struct Reply<'t> {
    pub status: u16,
    /// The reason phrase after the status; HTTP/2 and later don't have one.
    pub reason: Option<&'t str>,
    pub headers: Vec<(&'t str, &'t str)>,
    pub body: &'t str,
}

impl<'t> Reply<'t> {
    /// The last response in the text that has an error status.
    pub fn find(text: &'t str) -> Option<Self> {
        let mut found: Option<Reply<'t>> = None;
        let mut in_headers = false;
        let mut rest = text;
        while !rest.is_empty() {
            let (line, after) = rest.split_once('\n').unwrap_or((rest, ""));
            // `curl -v` puts `<` in front of received lines, and `*` in front of its own notes.
            let line = line.trim();
            let line = line.strip_prefix('<').map_or(line, str::trim_start);
            if let Some((status, reason)) = status_line(line) {
                in_headers = (400..=599).contains(&status);
                if in_headers {
                    found = Some(Reply { status, reason, headers: Vec::new(), body: after });
                }
            } else if let Some(reply) = found.as_mut().filter(|_| in_headers) {
                match header(line) {
                    Some(header) => {
                        reply.headers.push(header);
                        reply.body = after;
                    }
                    None if line.starts_with('*') => reply.body = after,
                    None => {
                        reply.body = if line.is_empty() { after } else { rest };
                        in_headers = false;
                    }
                }
            }
            rest = after;
        }
        found
    }

    pub fn request_id(&self) -> Option<&'t str> {
        let is_id = |name: &str| REQUEST_IDS.iter().any(|known| name.eq_ignore_ascii_case(known));
        self.headers.iter().find(|(name, _)| is_id(name)).map(|(_, value)| *value)
    }
}

/// The request ID in any text: in a header, or in a field that a client printed.
pub fn request_id(text: &str) -> Option<&str> {
    const FIELDS: &[&str] = &["x-request-id", "apim-request-id", "request_id", "requestID", "requestId"];
    let after = FIELDS.iter().filter_map(|name| Some(&text[text.rfind(name)? + name.len()..])).next()?;
    let value =
        after.trim_start_matches(['"', '\'', ' ']).strip_prefix([':', '='])?.trim_start_matches(['"', '\'', ' ']);
    let end =
        value.find(|char: char| !(char.is_ascii_alphanumeric() || matches!(char, '-' | '_'))).unwrap_or(value.len());
    // `null` and `None` are not IDs. Real IDs are longer than 5 characters.
    Some(&value[..end]).filter(|id| id.len() > 5)
}

/// The status and the reason phrase of a line such as `HTTP/1.1 429 Too Many Requests`.
fn status_line(line: &str) -> Option<(u16, Option<&str>)> {
    let (version, rest) = line.strip_prefix("HTTP/")?.split_once(' ')?;
    if !version.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') {
        return None;
    }
    let rest = rest.trim_start();
    let (status, reason) = rest.split_once(' ').unwrap_or((rest, ""));
    let status = status.parse().ok().filter(|status| (100..=599).contains(status))?;
    Some((status, Some(reason.trim()).filter(|reason| !reason.is_empty())))
}

fn header(line: &str) -> Option<(&str, &str)> {
    let (name, value) = line.split_once(':')?;
    let is_name = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte));
    is_name.then_some((name, value.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_error_response_is_found() {
        let text = "$ curl -i …\nHTTP/1.1 200 Connection established\r\n\r\nHTTP/1.1 429 Too Many Requests\r\n\
                    Retry-After: 20\r\nX-Request-Id: req_1\r\n\r\n{\"error\":\n{}}\r\n";
        let reply = Reply::find(text).unwrap();
        assert_eq!((reply.status, reply.reason), (429, Some("Too Many Requests")));
        assert_eq!(reply.headers, [("Retry-After", "20"), ("X-Request-Id", "req_1")]);
        assert_eq!((reply.request_id(), reply.body), (Some("req_1"), "{\"error\":\n{}}\r\n"));
    }

    #[test]
    fn the_marks_of_curl_are_removed() {
        let text =
            "> POST /v1/chat/completions HTTP/2\n> \n< HTTP/2 503 \n< retry-after-ms: 898\n* left intact\n< \nbusy";
        let reply = Reply::find(text).unwrap();
        assert_eq!((reply.status, reply.reason, reply.body), (503, None, "busy"));
        assert_eq!(reply.headers, [("retry-after-ms", "898")]);
    }

    #[test]
    fn request_ids_are_found_in_printed_fields() {
        for (text, id) in [
            ("headers: {\n  'x-request-id': 'req_0a1b2c',\n}", Some("req_0a1b2c")),
            ("  requestID: \"req_0a1b2c\",", Some("req_0a1b2c")),
            ("request_id=0a1b-2c3d level=error", Some("0a1b-2c3d")),
            ("request_id: None", None),
            ("the request_id is missing", None),
            ("x-request-id", None),
            ("", None),
        ] {
            assert_eq!(request_id(text), id, "{text}");
        }
    }

    #[test]
    fn a_response_that_is_cut_off_is_found() {
        for text in ["HTTP/1.1 429", "HTTP/1.1 429\r\n", "HTTP/1.1 429 Too Many Requests\nretry-after: 5"] {
            let reply = Reply::find(text).unwrap();
            assert_eq!((reply.status, reply.body), (429, ""), "{text:?}");
        }
        let reply = Reply::find("HTTP/1.1 429\nretry-after: 5\n{\"error\": \"busy\"}").unwrap();
        assert_eq!(reply.body, "{\"error\": \"busy\"}");
        for text in ["", "HTTP/1.1 200 OK\n\n{}", "HTTP/x 429", "HTTP/1.1 4290", "status 429\nHTTP"] {
            assert!(Reply::find(text).is_none(), "{text:?}");
        }
    }
}
