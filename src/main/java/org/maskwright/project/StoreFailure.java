package org.maskwright.project;

/// The disk or the database said no. The [ProjectStore] turns it into words.
final class StoreFailure extends Exception {
    private static final long serialVersionUID = 1L;

    /// What a person can do depends on this.
    enum Why {
        /// no room left
        FULL,
        /// what is there is not what was written
        DAMAGED,
        /// a later version of the application wrote it
        NEWER,
        /// the folder holds no project
        ABSENT,
        /// anything else: a pulled drive, a right taken away, a failing native call
        FAILED
    }

    private final Why why;

    StoreFailure(Why why, Throwable cause) {
        super(cause.getMessage(), cause);
        this.why = why;
    }

    StoreFailure(Why why, String detail) {
        super(detail);
        this.why = why;
    }

    /// The technical words.
    String detail() {
        String message = getMessage();
        return message == null ? why.name() : message;
    }

    Why why() {
        return why;
    }
}
