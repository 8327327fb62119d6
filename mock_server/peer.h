/*
 * peer.h - the other end of a connection on this machine, as the kernel knows it.
 */
#ifndef MOCK_SERVER_PEER_H
#define MOCK_SERVER_PEER_H

#include <stdbool.h>

/* Does the client still read after it has sent an end of file? Then it has only shut down its sending
 * side. false if the kernel does not know. */
bool peer_still_reads(int socket);

#endif
