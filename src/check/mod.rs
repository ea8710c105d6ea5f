//! What is odd about the finished tree.
