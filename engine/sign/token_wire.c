/* A packet is kind, number of fields, their lengths (uint32_t each, in the machine's order: both ends are the same machine), and the
 * bytes of the fields. */
#include "sign/token_wire.h"

#include <errno.h>
#include <sys/socket.h>

enum { HEAD = 2 + WIRE_FIELDS };

struct span wire_number(const uint64_t *v)
{
    return span_make((const char *)v, sizeof *v);
}

bool wire_send(int fd, enum wire_kind kind, const struct span *field, size_t n)
{
    uint32_t head[HEAD] = {(uint32_t)kind, (uint32_t)n};
    struct iovec part[1 + WIRE_FIELDS] = {{head, sizeof head}};
    struct msghdr message = {.msg_iov = part, .msg_iovlen = 1 + n};
    size_t total = sizeof head;
    ssize_t sent;

    for (size_t i = 0; i < n; i++) {
        head[2 + i] = (uint32_t)field[i].n;
        part[1 + i] = (struct iovec){(void *)(uintptr_t)field[i].p, field[i].n};
        total += field[i].n;
    }
    if (total > LIMIT_WIRE_BYTES)
        return false;
    do
        sent = sendmsg(fd, &message, MSG_NOSIGNAL);
    while (sent < 0 && errno == EINTR);
    return sent == (ssize_t)total;
}

bool wire_receive(int fd, void *room, size_t size, struct wire_message *out)
{
    uint32_t head[HEAD];
    const char *p = room;
    size_t left;
    ssize_t got;

    do
        got = recv(fd, room, size, MSG_TRUNC);
    while (got < 0 && errno == EINTR);
    if (got < (ssize_t)sizeof head || (size_t)got > size)
        return false;
    memcpy(head, p, sizeof head);
    *out = (struct wire_message){.kind = (enum wire_kind)head[0], .n = head[1]};
    if (out->n > WIRE_FIELDS)
        return false;
    p += sizeof head;
    left = (size_t)got - sizeof head;
    for (size_t i = 0; i < out->n; i++) {
        if (head[2 + i] > left)
            return false;
        out->field[i] = span_make(p, head[2 + i]);
        p += head[2 + i];
        left -= head[2 + i];
    }
    return left == 0;
}

uint64_t wire_get(const struct wire_message *m, size_t i)
{
    uint64_t v = 0;

    if (i < m->n && m->field[i].n == sizeof v)
        memcpy(&v, m->field[i].p, sizeof v);
    return v;
}
