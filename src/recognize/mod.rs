//! What one line, sentence or position *may* be, on its own: marker, salutation, closing, byline,
//! date, title, lead-in, separator, furniture. Nothing here knows its neighbours.

pub(crate) mod byline;
pub(crate) mod chrome;
pub(crate) mod closing;
pub(crate) mod date;
pub(crate) mod lead_in;
pub(crate) mod marker;
#[cfg(test)]
mod rows;
pub(crate) mod salutation;
pub(crate) mod scan;
pub(crate) mod separator;
pub(crate) mod title;
