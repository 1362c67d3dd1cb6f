// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/experiment_teacher.h"

#include "core/base/failure.h"
#include "core/base/remote_text.h"

#include <nlohmann/json.hpp>

namespace stillhouse::base {
namespace {

using Json = nlohmann::ordered_json;

const std::vector<std::string> remoteKeys{"model",        "key_variable", "key_name", "requests_per_minute", "timeout_seconds", "retries",
                                          "top_logprobs", "connections",  "api"};

/// A document travels: into mails, repositories, reports. A key must not travel with it.
void refuseKeys(const ObjectReader& object) {
    for (const char* key : {"key", "api_key", "apikey", "apiKey", "token", "secret", "password", "authorization", "bearer"})
        if (object.find(key))
            object.failAt(key, SH_TR("A key does not belong in this file"),
                          SH_TR("Put it into an environment variable and name that in \"key_variable\", or into the system keychain and "
                                "name the entry in \"key_name\""));
}

RemoteSpec remoteFrom(const ObjectReader& object) {
    RemoteSpec remote;
    object.read("endpoint", remote.endpoint);
    object.read("model", remote.model);
    object.read("key_variable", remote.keyVariable);
    object.read("key_name", remote.keyName);
    object.read("requests_per_minute", remote.requestsPerMinute, 0);
    object.read("timeout_seconds", remote.timeoutSeconds, 1);
    object.read("retries", remote.retries);
    object.read("top_logprobs", remote.topLogprobs, 1);
    object.read("connections", remote.connections, 1);
    std::string api = nameOf(remote.api);
    object.read("api", api);
    try {
        remote.api = remoteApiNamed(api);
        checkRemoteText(remote);
    } catch (const Failure& failure) { // told with the file and the whole path of the key
        object.failAt(failure.error().key, failure.error().what, failure.error().remedy);
    }
    if (remote.model.empty())
        object.failAt("model", SH_TR("An endpoint serves several models, and this teacher names none"),
                      SH_TR("Name one that the server lists"));
    return remote;
}

template <class Value> void putTeacher(Json& object, const char* key, const Value& value, const Value& standard) {
    if (value != standard)
        object[key] = value;
}

Json number(double minimum, double maximum, double standard, const char* description) {
    return {{"type", "number"}, {"minimum", minimum}, {"maximum", maximum}, {"default", standard}, {"description", description}};
}

Json whole(std::int64_t minimum, std::int64_t maximum, std::int64_t standard, const char* description) {
    return {{"type", "integer"}, {"minimum", minimum}, {"maximum", maximum}, {"default", standard}, {"description", description}};
}

Json described(const char* description) {
    return {{"type", "string"}, {"description", description}};
}

} // namespace

TeacherSpec teacherFrom(const ObjectReader& object) {
    refuseKeys(object);
    std::vector<std::string> known{"path", "endpoint", "weight", "sources"};
    known.insert(known.end(), remoteKeys.begin(), remoteKeys.end());
    object.allowOnly(known);
    TeacherSpec teacher;
    object.read("path", teacher.path);
    if (object.find("path") && object.find("endpoint"))
        object.failAt("endpoint", SH_TR("The teacher is given twice: as a model folder and as an endpoint"),
                      SH_TR("Keep \"path\" or \"endpoint\""));
    if (object.find("endpoint"))
        teacher.remote = remoteFrom(object);
    else if (teacher.path.empty())
        object.failAt("path", SH_TR("A teacher needs the path of a model folder, or an endpoint"));
    else
        for (const auto& key : remoteKeys)
            if (object.find(key))
                object.failAt(key, SH_TR("This belongs to an endpoint, and the teacher is a model folder"),
                              SH_TR("Remove it, or give \"endpoint\" instead of \"path\""));
    object.read("weight", teacher.weight, 0);
    object.read("sources", teacher.sources);
    return teacher;
}

Json teacherJson(const TeacherSpec& teacher) {
    Json object = Json::object();
    if (teacher.isRemote()) {
        const RemoteSpec &remote = teacher.remote, standard;
        object["endpoint"] = remote.endpoint;
        putTeacher(object, "model", remote.model, standard.model);
        putTeacher(object, "key_variable", remote.keyVariable, standard.keyVariable);
        putTeacher(object, "key_name", remote.keyName, standard.keyName);
        putTeacher(object, "requests_per_minute", remote.requestsPerMinute, standard.requestsPerMinute);
        putTeacher(object, "timeout_seconds", remote.timeoutSeconds, standard.timeoutSeconds);
        putTeacher(object, "retries", remote.retries, standard.retries);
        putTeacher(object, "top_logprobs", remote.topLogprobs, standard.topLogprobs);
        putTeacher(object, "connections", remote.connections, standard.connections);
        putTeacher(object, "api", std::string(nameOf(remote.api)), std::string(nameOf(standard.api)));
    } else {
        object["path"] = teacher.path;
    }
    putTeacher(object, "weight", teacher.weight, TeacherSpec{}.weight);
    putTeacher(object, "sources", teacher.sources, {});
    return object;
}

Json teacherSchema() {
    const RemoteSpec standard;
    Json properties{
        {"path", described("Model folder; relative paths start at this document's folder.")},
        {"endpoint",
         described("Instead of a path: base URL of an OpenAI-compatible server that returns logprobs, such as http://127.0.0.1:8080/v1.")},
        {"model", described("The model's name at the endpoint.")},
        {"key_variable", described("Environment variable that holds the key; the key itself never stands here.")},
        {"key_name", described("Entry of the system keychain that holds the key.")},
        {"requests_per_minute", number(0, 1e6, standard.requestsPerMinute, "Rate limit; 0: none.")},
        {"timeout_seconds", number(1, 3600, standard.timeoutSeconds, "For one answer.")},
        {"retries", whole(0, 20, standard.retries, "Further tries after a broken connection, a full server or a failing one.")},
        {"top_logprobs", whole(1, 20, standard.topLogprobs, "Alternatives per position.")},
        {"connections", whole(1, 32, standard.connections, "Requests at the same time.")},
        {"api",
         {{"enum", {"auto", "completions", "chat"}},
          {"default", nameOf(standard.api)},
          {"description", "Which interface of the server is asked."}}},
        {"weight", {{"type", "number"}, {"minimum", 0}, {"default", 1}, {"description", "How much this teacher counts."}}},
        {"sources", {{"type", "array"}, {"items", {{"type", "string"}}}, {"description", "Only examples of these sources; empty: all."}}}};
    Json schema{{"type", "object"}, {"properties", std::move(properties)}, {"additionalProperties", false}};
    schema["oneOf"] = Json::array({Json{{"required", {"path"}}}, Json{{"required", {"endpoint", "model"}}}});
    return schema;
}

} // namespace stillhouse::base
