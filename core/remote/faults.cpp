// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/remote/faults.h"

#include "core/remote/messages.h"

#include <algorithm>

namespace stillhouse::remote {

namespace {

Error error(ErrorKind kind, const std::string& where, Text what, Text remedy) {
    return {kind, std::move(what), where, std::move(remedy), {}, {}};
}

Error ofFault(Fault fault, const std::string& where, const RemoteSpec& spec) {
    const std::string tries = std::to_string(spec.retries + 1);
    switch (fault) {
    case Fault::Connect:
        return error(ErrorKind::Io, where, Text(SH_TR("Nothing answers there after %1 tries"), {tries}),
                     SH_TR("Check the address and that the server is running"));
    case Fault::Timeout:
        return error(ErrorKind::Io, where, Text(SH_TR("The server did not answer in time, %1 tries long"), {tries}),
                     SH_TR("Raise timeout_seconds, or lower the number of connections"));
    case Fault::Certificate:
        return error(
            ErrorKind::Refused, where, SH_TR("The server's certificate is not trusted, so nothing was sent"),
            SH_TR(
                "Check the address; a certificate of your own belongs into the system's store or into the file that SSL_CERT_FILE names"));
    case Fault::TooLarge:
        return error(ErrorKind::BadInput, where, SH_TR("The server's answer is larger than 16 MiB"),
                     SH_TR("Check that this is the endpoint of a language model"));
    case Fault::Stopped:
        return error(ErrorKind::Cancelled, where, SH_TR("Stopped while the remote teacher was asked"), {});
    default:
        return error(ErrorKind::Io, where, Text(SH_TR("The connection broke off, %1 tries long"), {tries}),
                     SH_TR("Check the server's own log"));
    }
}

} // namespace

Error errorOf(const HttpReply& reply, const std::string& where, const RemoteSpec& spec, const Key& key) {
    if (reply.fault != Fault::None)
        return ofFault(reply.fault, where, spec);
    const int status = reply.status;
    const std::string code = std::to_string(status);
    // Services repeat part of a key that they refuse: there the server's words are left out.
    if (status == 401 || status == 403)
        return error(ErrorKind::Refused, where,
                     key.value.empty() ? Text(SH_TR("The server wants a key (%1)"), {code})
                                       : Text(SH_TR("The server refuses the key (%1)"), {code}),
                     key.missing);
    if (status >= 300 && status < 400)
        return error(ErrorKind::Refused, where, Text(SH_TR("The server points to another address (%1), which is not followed"), {code}),
                     SH_TR("Give the final address as the endpoint"));
    const std::string said = withoutKey(errorMessage(reply.body), key.value);
    const Text what = said.empty() ? Text(SH_TR("The server answered with status %1"), {code})
                                   : Text(SH_TR("The server answered with status %1: %2"), {code, said});
    if (status == 404)
        return error(ErrorKind::NotFound, where, what,
                     SH_TR("Check the path of the endpoint, which often ends in /v1, and the name of the model"));
    if (status == 429)
        return error(ErrorKind::Io, where, what, SH_TR("Lower requests_per_minute or connections, or wait; what was answered is kept"));
    if (status >= 500)
        return error(ErrorKind::Io, where, what, SH_TR("Check the server's own log; what was answered is kept"));
    if (said.find("logprobs") != std::string::npos)
        return error(ErrorKind::BadInput, where, what,
                     SH_TR("Lower top_logprobs, or choose a model and an interface that return log-probabilities"));
    return error(ErrorKind::BadInput, where, what, SH_TR("Check the model's name and the interface (api)"));
}

} // namespace stillhouse::remote
