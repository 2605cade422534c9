package org.maskwright.worker;

import java.nio.file.Path;

class FakeWorkerTest extends WorkerContract {
    @Override
    Worker open() {
        return new FakeWorker(Runnable::run, replies);
    }

    @Override
    Path weights() {
        return Path.of("any");
    }
}
