import nock from "nock";

// Every test runs with the network off; loopback stays open for servers that a test starts itself.
nock.disableNetConnect();
nock.enableNetConnect(/^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/);
