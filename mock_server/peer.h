/*
 * peer.h - the other end of a connection on this machine, as the kernel knows it.
 */
#ifndef MOCK_SERVER_PEER_H
#define MOCK_SERVER_PEER_H

#include <stdbool.h>

/*
 * Does the client whose end of file has come still read? It has then shut down its sending side alone,
 * instead of closing the socket. false where the kernel does not tell.
 */
bool peer_still_reads(int socket);

#endif
