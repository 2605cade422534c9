package org.maskwright.worker;

/// Names one request for good: replies carry it back.
///
/// @param sequence counts all requests of a session, so a later request has the larger number
/// @param frame the frame that was asked about, -1 when none
/// @param revision the caller's own number for the state it asked from; the worker only returns it
public record Ticket(long sequence, int frame, long revision) {}
